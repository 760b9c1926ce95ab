// One sample in a fresh process: node bench/sample.mjs FILE NAME ARGUMENTS. Prints one line of JSON.
const [, , file, name, text] = process.argv;
const { samples } = await import(`./cases/${file}.mjs`);
const answer = await samples[name](JSON.parse(text));
const { user, system } = process.cpuUsage();
const whole = (user + system) / 1e6;
console.log(JSON.stringify({ whole, memory: process.resourceUsage().maxRSS / 1024, ...answer }));
