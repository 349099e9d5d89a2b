"""Sources and their versions, what was read of each, and what editors changed.

The files themselves, what was read and the passages stand in the folder DALEEL_SOURCES (web.sources.files);
what is published is the file there that the index is built from, and `Source.live` says which version it is.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from web.chat.models import Message

MAX_ID_CHARACTERS = 30  # a document's id begins its passages', and Telegram's links hold 64 characters
MAX_TITLE_CHARACTERS = 300
MAX_FILE_NAME_CHARACTERS = 255
MAX_ADDRESS_CHARACTERS = 2000


class Crawl(models.Model):
    """A web site that is read from `address` on, `depth` links far; each page is a source of its own."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READING = "reading"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    address = models.CharField(max_length=MAX_ADDRESS_CHARACTERS)
    depth = models.PositiveSmallIntegerField(default=2)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    is_stop_asked = models.BooleanField(default=False)
    failure_code = models.CharField(max_length=64, blank=True)
    failure_fields = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)


class Source(models.Model):
    """A document, whatever versions of it there are; `id` is the document's in the index.

    `names` are other names of what it speaks about. `live` is the version that is answered from, None where
    it is not published; `index_follows` tells that the index knows of the latest unpublishing or deletion.
    `by` None: a command, or it ships with Daleel (`is_shipped`). A deleted one keeps its row without words:
    no id comes twice, and nothing brings a shipped one back at the next start.
    """

    id = models.SlugField(primary_key=True, max_length=MAX_ID_CHARACTERS)
    title = models.CharField(max_length=MAX_TITLE_CHARACTERS)
    title_is_ours = models.BooleanField(default=False)
    names = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="ar")
    address = models.CharField(max_length=MAX_ADDRESS_CHARACTERS, blank=True)
    crawl = models.ForeignKey(Crawl, models.SET_NULL, null=True, related_name="sources")
    is_shipped = models.BooleanField(default=False)
    may_be_downloaded = models.BooleanField(default=False)
    live = models.OneToOneField("Version", models.SET_NULL, null=True, related_name="live_for")
    index_follows = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)
    unpublished_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True, db_index=True)

    @property
    def latest(self) -> Version | None:
        """The version that came last, live or not."""
        return self.versions.order_by("-number").first()


class Version(models.Model):
    """A file that stood under a source's name, counted from 1, and how far it has come.

    `file_name` is as it was given, `sha256` names the stored file; `curated_sha256` that of the reading by
    hand of a shipped text. waiting → reading → checking → embedding → live; `ready` waits for an editor to
    publish it. `done` of `total` are the stage's pages; `seconds_left` an estimate of all that is to come.
    `failure_code` and `failure_fields` are a sentence of web.sources.errors, `failed_in` the stage.
    `verdicts` counts its pages by how they were read. `edit_count` grows with each edit, so that an edit of
    an older reading is refused; `published_edit_count` of them are live.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        READING = "reading"
        CHECKING = "checking"
        READY = "ready"
        EMBEDDING = "embedding"
        LIVE = "live"
        REPLACED = "replaced"
        FAILED = "failed"
        STOPPED = "stopped"
        UNPUBLISHED = "unpublished"

    source = models.ForeignKey(Source, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=MAX_FILE_NAME_CHARACTERS)
    sha256 = models.CharField(max_length=64, db_index=True)
    curated_sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.BigIntegerField()
    format = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=11, choices=State, default=State.WAITING, db_index=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    seconds_left = models.FloatField(null=True)
    is_stop_asked = models.BooleanField(default=False)
    is_published_when_ready = models.BooleanField(default=True)
    failure_code = models.CharField(max_length=64, blank=True)
    failure_fields = models.JSONField(default=dict)
    failed_in = models.CharField(max_length=11, blank=True)
    verdicts = models.JSONField(default=dict)
    page_count = models.PositiveIntegerField(default=0)
    passage_count = models.PositiveIntegerField(default=0)
    edit_count = models.PositiveIntegerField(default=0)
    published_edit_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source", "number"], name="sources_one_version_a_number"),
        )

    @property
    def is_working(self) -> bool:
        """Whether the worker has it, or will."""
        return self.state in WORKING

    @property
    def has_unpublished_edits(self) -> bool:
        return self.state == Version.State.LIVE and self.edit_count != self.published_edit_count


WORKING = (Version.State.WAITING, Version.State.READING, Version.State.CHECKING, Version.State.EMBEDDING)


class Page(models.Model):
    """A page of a version as it was read: documents.extraction's verdict and reasons.

    `is_left_out`: an editor's wish; `needs_eyes`: repaired, read from its picture or held back.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=9)
    reasons = models.JSONField(default=list)
    is_left_out = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "number"], name="sources_a_page_once"),)

    @property
    def needs_eyes(self) -> bool:
        return self.verdict != "kept"


class Edit(models.Model):
    """What an editor changed in a version's reading. Rows are added, never changed: undoing is an edit too.

    Applied in order of `place`, from 1, to what was read, they make the passages (web.sources.edits says
    which `fields` each kind has; offsets are in the extraction's text, which no edit changes).
    """

    class Kind(models.TextChoices):
        HEADING_CHANGED = "heading_changed"
        PASSAGES_JOINED = "passages_joined"
        PASSAGE_PARTED = "passage_parted"
        WORD_CORRECTED = "word_corrected"
        PAGE_LEFT_OUT = "page_left_out"
        PAGE_TAKEN_BACK = "page_taken_back"
        UNDONE = "undone"

    version = models.ForeignKey(Version, models.CASCADE, related_name="edits")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=15, choices=Kind)
    fields = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "place"], name="sources_one_edit_a_place"),)


class Quotation(models.Model):
    """An answer quoted a passage. `document` begins the passage's id; kept for counting, erased with the
    message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="quotations")
    document = models.CharField(max_length=MAX_ID_CHARACTERS)
    passage_id = models.CharField(max_length=255)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["message", "passage_id"], name="sources_a_quotation_once"),
        )
        indexes = (models.Index(fields=["document", "passage_id", "message"], name="sources_quoted"),)


class AskedAgain(models.Model):
    """A question that needed a new source, asked again after a version went live, and its answer.

    `kind` is the answer's, `passage_ids` what it quotes. It is erased with its message.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="asked_again")
    message = models.ForeignKey(Message, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    passage_ids = models.JSONField(default=list)
    is_answered = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["version", "message"], name="sources_asked_again_once"),
        )
