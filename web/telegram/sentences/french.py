"""French; a no-break space stands before its high marks."""

from __future__ import annotations

from web.telegram.sentences.sentences import Sentences

_INSTEAD = "Écrivez-moi votre question, et je citerai ce qu’en dit la source."

FRENCH = Sentences(
    start=(
        "Bienvenue\u00a0! Je suis Daleel.\n\n"
        "Je réponds aux questions sur les petites et moyennes entreprises avec les mots de mes sources "
        "arabes, en "
        "indiquant d’où vient chaque réponse. Si elles n’y répondent pas, je le dis.\n\n"
        "Écrivez votre question en arabe, en français ou en anglais, ou choisissez\u00a0: /topics"
    ),
    help=(
        "Écrivez votre question comme vous la diriez\u00a0; je réponds avec les mots de la source. Par "
        "exemple\u00a0:\n"
        "• Quel est le rôle économique des petites et moyennes entreprises\u00a0?\n"
        "• Comment créent-elles des emplois\u00a0?\n"
        "• Quels défis rencontrent-elles\u00a0?\n\n"
        "Vous pouvez poursuivre\u00a0: «\u00a0et le deuxième\u00a0?\u00a0», «\u00a0quelle est la "
        "source\u00a0?\u00a0».\n\n"
        "/topics les sujets que je connais\n"
        "/source la source de la dernière réponse\n"
        "/language la langue de l’interface\n"
        "/erase effacer notre conversation"
    ),
    topics="Voici les sujets auxquels mes sources répondent\u00a0:",
    group_start=(
        "Bonjour à tous\u00a0! Je suis Daleel. Je réponds aux questions sur les petites et moyennes "
        "entreprises avec les "
        "mots de la source.\n\nMentionnez-moi, @{username}, dans votre question, ou répondez à l’un de "
        "mes messages. "
        "Sinon, je me tais."
    ),
    group_help="Dans les groupes\u00a0: mentionnez-moi, @{username}, ou répondez à l’un de mes messages.",
    unknown_command="Je ne connais pas cette commande. Écrivez votre question, ou voyez /help.",
    nothing_asked="Oui, je suis là. Écrivez votre question à côté de mon nom, ou en réponse à ce message.",
    unreadable={
        "voice": f"Votre message vocal est arrivé, mais je ne peux pas l’entendre. {_INSTEAD}",
        "photo": f"L’image est arrivée, mais je ne peux pas la voir. {_INSTEAD}",
        "video": f"La vidéo est arrivée, mais je ne peux pas la regarder. {_INSTEAD}",
        "document": f"Le fichier est arrivé, mais je ne lis pas les fichiers. {_INSTEAD}",
        "sticker": f"Joli autocollant\u00a0! Mais je ne comprends que les mots écrits. {_INSTEAD}",
        "location": f"Le lieu est arrivé, mais je ne connais que mes sources. {_INSTEAD}",
        "contact": f"La fiche de contact est arrivée, et je ne la garderai pas. {_INSTEAD}",
        "poll": f"Merci de me consulter, mais je ne vote pas. {_INSTEAD}",
        "other": f"Je ne sais pas lire ce genre de message. {_INSTEAD}",
    },
    slow_down=(
        "Beaucoup de vos messages sont arrivés à la fois. J’y répondrai dans l’ordre\u00a0; un peu de "
        "patience."
    ),
    source="Source",
    source_title="Dans la source",
    next_source="Passage suivant ({number} sur {count})",
    back="Retour à la réponse",
    thanks_up="Merci, je suis ravi que cela vous ait aidé.",
    thanks_down=(
        "Merci de l’avoir dit. Qu’est-ce qui n’allait pas\u00a0? Choisissez une raison si vous voulez."
    ),
    reasons={
        "wrong": "Inexacte",
        "incomplete": "Incomplète",
        "unclear": "Pas claire",
        "off_topic": "Hors sujet",
        "other": "Autre chose",
    },
    thanks_reason="Merci, cette réponse sera revue.",
    verdict_taken_back="Votre avis est retiré.",
    button_expired="Ce bouton a expiré. Écrivez de nouveau votre question, s’il vous plaît.",
    button_of_another="Ce bouton est à la personne qui a posé la question. Mentionnez-moi avec la vôtre.",
    erase_question=(
        "Faut-il effacer notre conversation\u00a0? Tout ce que vous avez demandé et que j’ai répondu "
        "disparaît de mes "
        "registres, pour de bon. Les messages visibles ici restent dans Telegram jusqu’à ce que vous "
        "les supprimiez."
    ),
    erase_yes="Oui, l’effacer",
    erase_no="Non, la garder",
    erased="Notre conversation est effacée de mes registres. Je suis là si vous voulez recommencer.",
    not_erased="Notre conversation reste telle quelle.",
    language_question=(
        "Dans quelle langue dois-je vous parler\u00a0? Les sources sont en arabe, et je les cite "
        "telles quelles."
    ),
    language_set="Bien, je vous parlerai français.",
    source_question="Quelle est la source\u00a0?",
    topics_question="À quoi pouvez-vous répondre\u00a0?",
    refusals={
        "bad_payload": "Je ne connais pas ce bouton. Écrivez votre question avec des mots, s’il vous plaît.",
        "empty_text": "Je ne trouve pas de mots dans votre message. Écrivez votre question, s’il vous plaît.",
        "too_long": "Votre message est trop long. Restez en deçà de mille caractères, s’il vous plaît.",
        "too_many_messages": "Beaucoup de messages en peu de temps. Attendez un peu et réessayez, s’il "
        "vous plaît.",
        "too_many_waiting": "Je réponds encore à vos messages précédents. Attendez un peu, s’il vous plaît.",
        "assistant_failed": "Désolé, une erreur m’a empêché de répondre. Réessayez, s’il vous plaît.",
        "assistant_unavailable": "Désolé, l’assistant n’est pas disponible. Réessayez un peu plus tard.",
        "assistant_slow": "Désolé, la réponse a pris trop de temps. Réessayez, s’il vous plaît.",
        "server_error": "Une erreur s’est produite chez nous, et elle est notée. Réessayez un peu plus tard.",
    },
    commands={
        "start": "Commencer",
        "help": "Comment m’interroger",
        "topics": "Les sujets que je connais",
        "source": "La source de la dernière réponse",
        "language": "Langue de l’interface",
        "erase": "Effacer notre conversation",
    },
    description=(
        "Je suis Daleel. Je réponds aux questions sur les petites et moyennes entreprises avec les "
        "mots de mes sources "
        "arabes, en indiquant d’où vient chaque réponse. Appuyez sur Démarrer, puis écrivez votre question."
    ),
    short_description="Des réponses sur les petites et moyennes entreprises, avec les mots de la source.",
)
