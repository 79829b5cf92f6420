// Runs in <head>, so that what the reader has chosen is in force at the first paint.
{
  const { dataset } = document.documentElement;
  dataset.can = "speechSynthesis" in window ? "script speech" : "script";
  try {
    Object.assign(dataset, JSON.parse(localStorage.getItem("plan-reading")));
    if (localStorage.getItem("plan-last-place")) dataset.returning = "";
  } catch {
    // No storage here, or not ours: the defaults hold.
  }
}
