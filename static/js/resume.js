// 继续阅读：第五章第二节 leads back to where last_place.js saw the reader last in this plan.

const KEY = "plan-last-place";
const offer = document.querySelector(".resume");

function lastPlace() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function forget() {
  localStorage.removeItem(KEY);
  offer.remove();
}

const last = lastPlace();
if (last?.plan === offer.dataset.plan) {
  offer.querySelector("[data-resume]").href = last.address;
  offer.querySelector("[data-label]").textContent = last.place;
  offer.querySelector("[data-forget]").addEventListener("click", forget);
  offer.classList.add("is-ready");
} else {
  offer.remove();
}
