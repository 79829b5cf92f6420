// One key clicks the control that names it in aria-keyshortcuts, or puts the cursor into the field.

const FIELDS = "input, select, textarea, [contenteditable]";

addEventListener("keydown", (event) => {
  if (document.documentElement.dataset.shortcuts === "off") return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (event.target.closest(FIELDS)) return;
  const key = CSS.escape(event.key.toLowerCase());
  const controls = document.querySelectorAll(`[aria-keyshortcuts="${key}"]`);
  const control = [...controls].find((each) => each.getClientRects().length);
  if (!control) return;
  event.preventDefault();
  if (control.matches(FIELDS)) control.focus();
  else control.click();
});
