// Runs Azurite's blob service and ends with the process that started it: when its standard input closes.
process.stdin.on("end", () => process.exit()).resume();
require("azurite/dist/src/blob/main.js");
