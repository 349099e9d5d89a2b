"""Telegram at work: what comes is stored, put into its queue, answered; after a crash it goes on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from functools import partial

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import Message, Update

from web.api.errors import ApiError
from web.database import in_database
from web.telegram import inbox, outbox, setup
from web.telegram.batch import Batch
from web.telegram.context import Assistant, Context, Typing, place_of
from web.telegram.conversations import Chats, Conversations
from web.telegram.delivery import Delivery
from web.telegram.handlers.message import is_outside, on_membership, on_message
from web.telegram.handlers.press import acknowledge, on_press
from web.telegram.handlers.question import refusal
from web.telegram.inbox import Incoming
from web.telegram.incoming import (
    TEXT,
    addressed,
    incoming_of,
    is_from_a_person,
    kind_of,
    migration_of,
    queue_of,
    updated_message,
)
from web.telegram.models import OurMessage
from web.telegram.ordering import ChatQueues, QueueKey, ReorderBuffer

logger = logging.getLogger(__name__)

MAX_WAITING = 20  # of one person in one chat; what comes beyond that is not answered, and told so once
TIMES = 3
AGAIN_SECONDS = 1.0
DAY_SECONDS = 24 * 60 * 60


class Engine:
    """One for a bot; `restores_order` where updates come over many connections."""

    def __init__(self, bot: Bot, assistant: Assistant, *, restores_order: bool) -> None:
        self._bot, self._assistant = bot, assistant
        self._conversations = Conversations()
        self._chats = Chats(self._conversations)
        self._delivery = Delivery(bot, self._chats.lost, self._chats.migrated)
        self._typing = Typing(bot)
        self._queues = ChatQueues()
        self._stored: Batch[Incoming, bool] = Batch(lambda incoming: in_database(inbox.store, incoming))
        self._reorder: ReorderBuffer[Update] = ReorderBuffer(
            self._queue, **({} if restores_order else {"patience_seconds": 0.0})
        )
        self._restores_order = restores_order
        self._flooded: set[QueueKey] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._context: Context | None = None
        self._early: list[Update] = []  # stored before we knew who we are
        self._resumed: set[int] = set()

    async def start(self) -> None:
        """Ask Telegram who we are, however long that takes; then take up what was left undone."""
        me = await setup.who_we_are(self._bot)
        await self._chats.load()
        unsettled = await in_database(outbox.unsettled)
        waiting, past = await in_database(inbox.waiting), await in_database(inbox.latest_done)
        # From here on nothing waits until all is queued, so that nothing comes in between.
        self._context = Context(
            self._bot, me, self._assistant, self._conversations, self._delivery, self._typing
        )
        self._resumed = {stored.update_id for stored in waiting}
        for row in unsettled:
            self._queues.put(self._chats.now(_queue_of_row(row)), partial(self._settle, row))
        updates = [Update.model_validate_json(stored.body) for stored in waiting]
        updates += [update for update in self._early if update.update_id not in self._resumed]
        self._early = []
        updates.sort(key=lambda update: update.update_id)
        if self._restores_order:
            self._reorder.begin(past)
        for update in updates:
            self._reorder.put(update.update_id, update)
        for update in updates:
            await self._arrived(update)
        self._in_background(self._clean())
        logger.info("Telegram: @%s answers", me.username)

    async def take(self, updates: Sequence[tuple[Update, str]]) -> None:
        """Store updates, each with its JSON, and return: from then on they may be acknowledged."""
        incoming = [(update, incoming_of(update, body)) for update, body in updates]
        ours = [(update, each) for update, each in incoming if each is not None]
        are_new = dict(
            zip(
                [each.update_id for _, each in ours],
                await asyncio.gather(*(self._stored.add(each) for _, each in ours)),
                strict=True,
            )
        )
        for _, each in ours:
            self._delivery.latest_ids.saw(each.queue[0], each.message_id or 0)
        for update, _ in sorted(incoming, key=lambda pair: pair[0].update_id):
            if not are_new.get(update.update_id, True) or update.update_id in self._resumed:
                continue
            if self._context is None:
                self._early.append(update)
                continue
            if update.update_id in are_new:
                await self._arrived(update)
            self._reorder.put(update.update_id, update)

    async def stop(self) -> None:
        """Let what is being sent be sent, and leave the rest for the next start."""
        await self._queues.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._typing.close()
        await self._delivery.close()
        await self._bot.session.close()

    async def _arrived(self, update: Update) -> None:
        """What cannot wait for its turn: the first sign that somebody is here."""
        queue = queue_of(update)
        if self._context is None or queue is None:
            return
        message = update.message
        if message is not None and self._will_answer(self._context, message) and not self._is_flood(queue):
            place = place_of(message)
            self._typing.now(place.chat_id, place.thread_id)
        if update.callback_query is not None:
            self._in_background(acknowledge(self._context, update.callback_query))
        if (moved := migration_of(update)) is not None:
            await self._chats.migrated(*moved)
        event = update.my_chat_member
        if event is not None and is_outside(event):
            await self._chats.lost(queue[0])
        else:
            await self._chats.found(queue[0])

    def _will_answer(self, context: Context, message: Message) -> bool:
        is_ours = kind_of(message) == TEXT and is_from_a_person(message, context.me)
        return is_ours and addressed(message, context.me) is not None

    def _is_flood(self, queue: QueueKey) -> bool:
        return self._queues.waiting(self._chats.now(queue)) >= MAX_WAITING

    def _queue(self, update: Update) -> None:
        queue = queue_of(update)
        if queue is None:
            return
        queue = self._chats.now(queue)
        if not self._queues.waiting(queue):
            self._flooded.discard(queue)
        if self._queues.waiting(queue) < MAX_WAITING:
            self._queues.put(queue, lambda: self._answer(update))
        else:
            self._in_background(self._turn_away(queue, update))

    async def _turn_away(self, queue: QueueKey, update: Update) -> None:
        """A message too many: the first is told so, the others are let go."""
        message = updated_message(update)
        if self._context is None or message is None or queue in self._flooded:
            await in_database(inbox.done, update.update_id)
            return
        self._flooded.add(queue)
        conversation = await self._conversations.of(*queue, None)
        error = ApiError("too_many_waiting", 429)
        contents = [refusal(error, conversation.session.language)]
        await self._context.answer(
            update.update_id, conversation, place_of(message), contents, closes_choices=False
        )

    async def _answer(self, update: Update) -> None:
        """Handle an update; a failure of ours is told to the person, once trying again has not helped."""
        for attempt in range(1, TIMES + 1):
            try:
                await self._handle(update)
                return
            except Exception:
                logger.exception("update %d failed, attempt %d of %d", update.update_id, attempt, TIMES)
                await asyncio.sleep(AGAIN_SECONDS)
        await self._apologise(update)

    async def _handle(self, update: Update) -> None:
        queue, context = queue_of(update), self._context
        assert queue is not None and context is not None
        if self._chats.is_lost(queue[0]):
            await in_database(inbox.done, update.update_id)
        elif update.message is not None:
            await on_message(context, update.update_id, self._chats.moved(update.message))
        elif update.edited_message is not None:
            await on_message(
                context, update.update_id, self._chats.moved(update.edited_message), is_edit=True
            )
        elif update.callback_query is not None:
            await on_press(context, update.update_id, update.callback_query)
        elif update.my_chat_member is not None:
            await on_membership(context, update.update_id, update.my_chat_member)

    async def _apologise(self, update: Update) -> None:
        message, context = updated_message(update), self._context
        if message is None or context is None or not self._will_answer(context, message):
            await in_database(inbox.done, update.update_id)
            return
        contents = [refusal(ApiError("server_error", 500), "ar")]
        await context.answer(update.update_id, None, place_of(message), contents)

    async def _settle(self, row: OurMessage) -> None:
        """Deliver a row that the last process left in the middle."""
        if row.state == OurMessage.State.SENDING:
            await self._delivery.probe(row)
        await self._delivery.deliver([row])

    async def _clean(self) -> None:
        while True:
            await in_database(inbox.forget_old)
            await asyncio.sleep(DAY_SECONDS)

    def _in_background(self, work: Awaitable[None]) -> None:
        task = asyncio.create_task(self._logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _logged(self, work: Awaitable[None]) -> None:
        try:
            await work
        except AiogramError as error:
            logger.warning("Telegram: %s", error)
        except Exception:
            logger.exception("work in the background failed")


def _queue_of_row(row: OurMessage) -> QueueKey:
    return (row.chat_id, row.conversation.user_id if row.conversation is not None else 0)
