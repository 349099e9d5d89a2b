import * as strings from "#strings";

/** An API error in the interface's language; the server's Arabic where we have no words of our own. */
export function errorText({ code, message }) {
  return strings.errors[code] || message || strings.errors.other;
}
