"""A conversation as its user saw it, and beside each message why it was answered so."""

from web.review.transcript.page import PAGE_MESSAGES, SeenMessage, Transcript, transcript_of

__all__ = ["PAGE_MESSAGES", "SeenMessage", "Transcript", "transcript_of"]
