/** Print all steps, or the stop box and the key points alone, on one page. @param {"all" | "card"} what */
export function print(what) {
  document.documentElement.dataset.coursePrint = what;
  const done = () => void delete document.documentElement.dataset.coursePrint;
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}
