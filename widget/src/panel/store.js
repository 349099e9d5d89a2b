// What is shown, in one object; whoever changes it says so once.

export function createStore(state, render) {
  return {
    state,
    set(change) {
      Object.assign(state, change);
      render();
    },
  };
}
