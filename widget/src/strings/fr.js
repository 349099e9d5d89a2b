/** What the launcher says. */
export const launcher = {
  dir: "ltr",
  open: "Ouvrir la discussion",
  unread: "nouveaux messages :",
  failed: "La discussion n'a pas pu s'ouvrir. Réessayez.",
  refused: "Ajoutez ce site à DALEEL_ORIGINS :",
};

export const language = "fr";
export const title = "Daleel";
export const subtitle = "Répond avec les mots de la source";
export const greeting = "Bienvenue ! Interrogez-moi{about} : je citerai la réponse de la source, mot pour mot.";
export const about = "sur";
export const close = "Fermer la discussion";
export const log = "Discussion";
export const older = "Afficher les messages précédents";
export const loading = "Chargement de la discussion…";
export const newMessages = "Nouveaux messages";
export const starters = "Questions pour commencer";
export const input = "Écrivez votre question";
export const send = "Envoyer";
export const left = "sur 1000 caractères";
export const tooLong = "Votre message dépasse 1000 caractères. Raccourcissez-le, s'il vous plaît.";
export const you = "Vous :";
export const thinking = "Recherche dans les sources…";
export const queued = "En attente";
export const retry = "Réessayer";
export const edit = "Modifier";
export const remove = "Retirer";
export const source = "Source\u00a0"; // French leaves a space before the colon
export const page = "Page";
export const showPoint = "Afficher le point";
export const replies = "Suggestions";
export const suggested = "Suggestions, à choisir avec les flèches :";
export const used = "déjà choisi";
export const copy = "Copier la réponse";
export const copied = "Copié";
export const up = "Réponse utile";
export const down = "Réponse inutile";
export const why = "Qu'est-ce qui n'allait pas ?";
export const reasons = {
  wrong: "Inexacte",
  incomplete: "Incomplète",
  unclear: "Pas claire",
  off_topic: "Hors sujet",
  other: "Autre chose",
};
export const comment = "Avec vos mots, si vous voulez";
export const save = "Enregistrer";
export const thanks = "Merci de votre avis.";
export const notKept = "Votre avis n'a pas été enregistré. Réessayez bientôt.";
export const menu = "Options de la discussion";
export const text = "Télécharger en texte";
export const json = "Télécharger en JSON";
export const fileName = "discussion";
export const notDownloaded = "La discussion n'a pas pu être téléchargée. Réessayez bientôt.";
export const erase = "Effacer la discussion";
export const eraseAsk = "Effacer toute la discussion ?";
export const eraseNote = "Elle est effacée de cet appareil et du serveur, définitivement.";
export const eraseYes = "Oui, l'effacer";
export const eraseNo = "Non, la garder";
export const erased = "La discussion a été effacée.";
export const notErased = "La discussion n'a pas pu être effacée. Réessayez bientôt.";
export const privacy = "Confidentialité";
export const privacyNote =
  "Ce site garde votre discussion pour répondre à vos questions et revoir les réponses. N'écrivez pas ce que vous ne voulez pas y laisser, et effacez-la quand vous voulez.";
export const privacyMore = "Politique de confidentialité";
export const done = "D'accord";
export const historyFailed = "La discussion précédente n'a pas pu être chargée.";
export const offline = "Vous êtes hors ligne. Vos messages partiront au retour du réseau.";
export const notLoaded = "Chargement impossible. Réessayez, s'il vous plaît.";
export const errors = {
  origin_not_allowed: "Ce site n'est pas encore autorisé à utiliser l'assistant. Prévenez ses responsables, s'il vous plaît.",
  network: "Connexion perdue. Nouvel envoi",
  too_many_messages: "Trop de messages en peu de temps. Nouvel envoi",
  too_many_waiting: "Trop de messages en peu de temps. Nouvel envoi",
  too_many_sessions: "Il y a beaucoup de visiteurs. Nouvel envoi",
  too_long: "Votre message est trop long. Raccourcissez-le, s'il vous plaît.",
  empty_text: "Votre message ne contient pas de mots.",
  bad_payload: "Ce bouton n'est plus connu. Écrivez votre question, s'il vous plaît.",
  assistant_failed: "Désolé, une erreur m'empêche de répondre.",
  assistant_unavailable: "Désolé, je ne peux pas répondre pour l'instant.",
  assistant_slow: "Désolé, la réponse a trop tardé.",
  other: "Votre message n'a pas pu être envoyé.",
};
