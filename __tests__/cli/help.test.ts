import { commands } from '../../lib/cli/commands';
import { commandHelp } from '../../lib/cli/help';

const helpOf = (name: string) => commandHelp(name, commands[name]!);

// check and explain are with their own tests.

test.each(Object.keys(commands))('the help of %s fits a screen, and has one space between words', (name) => {
  const help = helpOf(name);
  expect(help.split('\n').filter((line) => /^Usage/.test(line) && /\s{2}/.test(line))).toEqual([]);
  expect(help.split('\n').filter((line) => line.length > 130 || /\s$/.test(line))).toEqual([]);
  expect(help).toContain(`\nUsage: cdk8s-k3d ${name} `);
});

test('synth --help', () => {
  expect(helpOf('synth')).toMatchInlineSnapshot(`
   "Check the types of the program and run it, which writes dist/.

   Usage: cdk8s-k3d synth [OPTION…] [-- PROGRAM…]

   Options:
     --watch     Run it again after each change, and say which files differ.
     --apply     With --watch: after each change, do what up does.
     --dist DIR  The folder that it writes (dist).
     --help      Show this.

   PROGRAM is a file of TypeScript or JavaScript, or a command with its arguments.
   Without one it is the app of cdk8s.yaml, whose output counts then too, or else main.ts, main.js or main.mjs.
   "
  `);
});

test('doctor --help', () => {
  expect(helpOf('doctor')).toMatchInlineSnapshot(`
   "Look whether this machine has what dist/ needs: tools, ports, names, memory, logins.

   Usage: cdk8s-k3d doctor [OPTION…]

   Options:
     --dist DIR      The folder that synth wrote (dist).
     --cluster NAME  One of the clusters in DIR (all of them).
     --json          Print the result as JSON.
     --help          Show this.

   It changes nothing. It ends with 3 where a tool is missing, and with 1 where something else is wrong.
   "
  `);
});

test('plan --help', () => {
  expect(helpOf('plan')).toMatchInlineSnapshot(`
   "Show what up would do, and change nothing.

   Usage: cdk8s-k3d plan [OPTION…]

   Options:
     --dist DIR      The folder that synth wrote (dist).
     --cluster NAME  One of the clusters in DIR (all of them).
     --json          Print the result as JSON.
     --help          Show this.

   What can be done in place and what needs a new cluster is told apart, and objects are compared by the API server.
   It ends with 1 where up would refuse: somebody else made the cluster, it has to be made anew, an object is not taken.
   "
  `);
});

test('up --help', () => {
  expect(helpOf('up')).toMatchInlineSnapshot(`
   "Make the cluster of dist/, bring in what belongs there, wait for it and ask every URL.

   Usage: cdk8s-k3d up [OPTION…]

   Options:
     --dist DIR         The folder that synth wrote (dist).
     --cluster NAME     One of the clusters in DIR (all of them).
     --timeout SECONDS  Give up after so long (600).
     --recreate         Make the cluster anew where a difference cannot be mended otherwise.
     --yes              Do not ask.
     --force-conflicts  Take over fields that something else has set.
     --images TAR       Bring in what "images save" has written, before anything is pulled: for a machine without network.
     --no-verify        Ask no URLs at the end.
     --json             Print the result as JSON.
     --help             Show this.

   It does what is missing: run twice, it changes nothing the second time; interrupted, it goes on from there.
   Only clusters and objects that an earlier up made are deleted, and a cluster only after consent.
   Where dist/ has several clusters, one that fails keeps no other from its turn.
   "
  `);
});

test('images --help', () => {
  expect(helpOf('images')).toMatchInlineSnapshot(`
   "List the images of a cluster and its pods; pull, save and load them for a machine without network.

   Usage: cdk8s-k3d images [OPTION…] [list|pull|save|load]

   Options:
     --dist DIR        The folder that synth wrote (dist).
     --cluster NAME    One of the clusters in DIR (all of them).
     --mirror FROM=TO  With pull: fetch images of registry FROM from TO, under their own names. Several with commas.
     --file TAR        With save and load: the file that holds the images (images.tar).
     --json            Print the result as JSON.
     --help            Show this.

   list  says where each image comes from and where it is already; it changes nothing.
   pull  builds and pulls into docker what docker does not have. It goes on where an earlier run ended.
   save  writes all of them into a file, load reads them into docker and into the nodes of clusters that run.

   Example, with a registry that is slow from here, and a machine without network:
     cdk8s-k3d images pull --mirror docker.io=docker.m.daocloud.io
     cdk8s-k3d images save --file images.tar
     cdk8s-k3d up --images images.tar
   "
  `);
});

test('verify --help', () => {
  expect(helpOf('verify')).toMatchInlineSnapshot(`
   "Ask every URL until it answers, and name the first dead hop of those that do not.

   Usage: cdk8s-k3d verify [OPTION…] [URL…]

   Options:
     --dist DIR         The folder that synth wrote (dist).
     --cluster NAME     One of the clusters in DIR (all of them).
     --timeout SECONDS  Give up after so long (60).
     --watch            Go on asking, and say what changes, until Ctrl-C.
     --json             Print the result as JSON.
     --help             Show this.

   Without a URL it asks all that dist/ has. No hosts file is needed for it: a name that does not resolve is told apart.
   It fails where a declared route is dead. Routes over UDP cannot be verified.
   Example: cdk8s-k3d verify http://localhost:8087 --timeout 10
   "
  `);
});

test('status --help', () => {
  expect(helpOf('status')).toMatchInlineSnapshot(`
   "Show the cluster, its nodes, workloads and routes, and how they differ from dist/.

   Usage: cdk8s-k3d status [OPTION…]

   Options:
     --dist DIR      The folder that synth wrote (dist).
     --cluster NAME  One of the clusters in DIR (all of them).
     --json          Print the result as JSON.
     --help          Show this.

   It changes nothing. It ends with 1 where something is not as it should be.
   Example: cdk8s-k3d status --cluster dev-cluster --json
   "
  `);
});

test('down --help', () => {
  expect(helpOf('down')).toMatchInlineSnapshot(`
   "Delete the cluster that dist/ names and an earlier up made.

   Usage: cdk8s-k3d down [OPTION…]

   Options:
     --dist DIR      The folder that synth wrote (dist).
     --cluster NAME  One of the clusters in DIR (all of them).
     --yes           Do not ask.
     --json          Print the result as JSON.
     --help          Show this.

   A cluster of the same name that up did not make is never deleted without asking, whatever --yes says.
   Images in docker, the hosts file and dist/ stay as they are.
   Example: cdk8s-k3d down --cluster dev-cluster --yes
   "
  `);
});
