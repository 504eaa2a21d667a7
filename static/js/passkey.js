/* Says in words that a passkey did not work: the scripts of allauth tell only the console. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.getElementById("passkey-problem");
  problem.hidden = false;
});
