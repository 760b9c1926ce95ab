'use strict';
// Stands in for docker, which is asked whether it is there and what k3d has left.
const INFO = { ServerVersion: '27.3.1', MemTotal: 2 ** 34, NCPU: 8 };

const [command, ...words] = process.argv.slice(2);
if (command === 'info')
  console.log(words.some((word) => word.includes('json')) ? JSON.stringify(INFO) : INFO.ServerVersion);
