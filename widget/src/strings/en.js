/** What the launcher says. */
export const launcher = {
  dir: "ltr",
  open: "Open the chat",
  unread: "new messages:",
  failed: "The chat could not be opened. Please try again.",
  refused: "Add this site to DALEEL_ORIGINS:",
};

export const language = "en";
export const title = "Daleel";
export const subtitle = "Answers in the source's own words";
export const greeting = "Welcome! Ask me{about}, and I will quote the answer from the source, word for word.";
export const about = "about";
export const close = "Close the chat";
export const log = "Conversation";
export const older = "Show earlier messages";
export const loading = "Loading the conversation…";
export const newMessages = "New messages";
export const starters = "Questions to start with";
export const input = "Write your question";
export const send = "Send";
export const left = "of 1000 characters";
export const tooLong = "Your message is longer than 1000 characters. Please shorten it.";
export const you = "You:";
export const thinking = "Searching the sources…";
export const queued = "Waiting";
export const retry = "Try again";
export const edit = "Edit";
export const remove = "Remove";
export const source = "Source";
export const page = "Page";
export const showPoint = "Show point";
export const replies = "Suggestions";
export const suggested = "Suggestions, reached with the arrow keys:";
export const used = "chosen before";
export const copy = "Copy the answer";
export const copied = "Copied";
export const up = "Helpful answer";
export const down = "Unhelpful answer";
export const why = "What was wrong with it?";
export const reasons = {
  wrong: "Not correct",
  incomplete: "Incomplete",
  unclear: "Unclear",
  off_topic: "Not what I asked",
  other: "Something else",
};
export const comment = "In your words, if you like";
export const save = "Save";
export const thanks = "Thank you for your opinion.";
export const notKept = "Your opinion was not saved. Please try again shortly.";
export const menu = "Chat options";
export const text = "Download as text";
export const json = "Download as JSON";
export const fileName = "conversation";
export const notDownloaded = "The conversation could not be downloaded. Please try again shortly.";
export const erase = "Erase the conversation";
export const eraseAsk = "Erase the whole conversation?";
export const eraseNote = "It is erased from this device and from the server, and cannot be brought back.";
export const eraseYes = "Yes, erase it";
export const eraseNo = "No, keep it";
export const erased = "The conversation was erased.";
export const notErased = "The conversation could not be erased. Please try again shortly.";
export const privacy = "Privacy";
export const privacyNote =
  "This site keeps your conversation to answer your questions and to review the answers. Do not write what you do not want kept, and erase it whenever you like.";
export const privacyMore = "Privacy policy";
export const done = "OK";
export const historyFailed = "The earlier conversation could not be loaded.";
export const offline = "You are offline. What you write is sent once you are back.";
export const notLoaded = "This could not be loaded. Please try again.";
export const errors = {
  origin_not_allowed: "This site may not use the assistant yet. Please tell the people who run it.",
  network: "The connection was lost. Sending again",
  too_many_messages: "Many messages in a short time. Sending again",
  too_many_waiting: "Many messages in a short time. Sending again",
  too_many_sessions: "There are many visitors now. Sending again",
  too_long: "Your message is too long. Please shorten it.",
  empty_text: "There are no words in your message.",
  bad_payload: "This button is no longer known. Please write your question.",
  assistant_failed: "Sorry, something went wrong and I could not answer.",
  assistant_unavailable: "Sorry, I cannot answer right now.",
  assistant_slow: "Sorry, the answer took too long.",
  other: "Your message could not be sent.",
};
