import { imageName } from '../../../routes/image-name';
import { withoutSecrets } from '../programs';
import type { Explained } from '../explained';
import type { ImageProblem } from './image-problem';
import type { PodFault, PodTrouble } from './pods';

/** A pod that does not answer, in words. */
export function podText({ pod, fault }: PodTrouble): Explained {
  const { cause, remedy } = faultText(fault, pod);
  return { cause: withoutSecrets(`Pod ${pod}: ${cause}`), remedy };
}

const AGAIN = 'then run "cdk8s-k3d synth" and "cdk8s-k3d up"';

function faultText(fault: PodFault, pod: string): Explained {
  switch (fault.kind) {
    case 'image':
      return imageText(fault.image, fault.problem, fault.said);
    case 'crash':
      return crashText(fault);
    case 'memory':
      return {
        cause: `container "${fault.container}" took more memory than its limit${fault.limit === undefined ? '' : ` of ${fault.limit}`}, and was killed.`,
        remedy: `Raise its memory limit, ${AGAIN}.`,
      };
    case 'command':
      return {
        cause: `container "${fault.container}" cannot be started: ${ended(fault.said)}`,
        remedy: `Correct its command, ${AGAIN}.`,
      };
    case 'non-root':
      return {
        cause: `runAsNonRoot is set, and image "${fault.image}" of container "${fault.container}" runs as root.`,
        remedy: `Set runAsUser to a number other than 0, ${AGAIN}.`,
      };
    case 'probe':
      return {
        cause: `the ${fault.probe} probe fails: ${ended(fault.said)}`,
        remedy: `Correct the port and the path of the ${fault.probe} probe, ${AGAIN}.`,
      };
    case 'capacity':
      return {
        cause: `no node has enough ${fault.lacking.join(' and ')} left${fault.asked.length === 0 ? '' : `; the pod asks for ${fault.asked.join(', ')}`}.`,
        remedy: `Lower its request for ${fault.lacking.join(' and ')}, ${AGAIN}.`,
      };
    case 'placement':
      return {
        cause: `no node takes it: ${ended(fault.said)}`,
        remedy: `Compare the nodeSelector, the affinity, the tolerations and the volumes of the pod with the nodes: "kubectl describe pod ${pod}".`,
      };
    case 'missing':
      return fault.key === undefined
        ? {
            cause: `${fault.object} "${fault.name}" does not exist in its namespace.`,
            remedy: `Add ${fault.object} "${fault.name}" to the app, ${AGAIN}.`,
          }
        : {
            cause: `${fault.object} "${fault.name}" has no key "${fault.key}".`,
            remedy: `Add the key "${fault.key}" to ${fault.object} "${fault.name}", ${AGAIN}.`,
          };
    case 'refused':
      return { cause: `the cluster refuses to make it: ${ended(fault.said)}`, remedy: `Correct that, ${AGAIN}.` };
    case 'stuck':
      return { cause: ended(fault.said), remedy: `Look closer: "kubectl describe pod ${pod}".` };
    case 'starting':
      return { cause: 'it is still starting.', remedy: 'Wait, and run "cdk8s-k3d verify" again.' };
  }
}

const ended = (said: string) => (/[.!?]$/.test(said) ? said : `${said}.`);

/** The image is of another processor. */
const FOREIGN = /exec format error/;

function crashText({ container, exit, log }: Extract<PodFault, { kind: 'crash' }>): Explained {
  if (log.some((line) => FOREIGN.test(line))) {
    return {
      cause: `the image of container "${container}" was built for another processor.`,
      remedy: `Use an image for the processor of this machine, ${AGAIN}.`,
    };
  }
  const last =
    log.length === 0 ? ' It logged nothing.' : ` Its last words:\n${log.map((line) => `| ${line}`).join('\n')}`;
  return exit === 0
    ? {
        cause: `container "${container}" ends by itself, and is started again and again.${last}`,
        remedy: `Give it a command that does not end, ${AGAIN}.`,
      }
    : {
        cause: `container "${container}" ends with ${exit} soon after it starts.${last}`,
        remedy: `Mend what it complains of, ${AGAIN}.`,
      };
}

function imageText(image: string, problem: ImageProblem, said: string): Explained {
  const { registry: host } = imageName(image);
  const texts: Readonly<Record<ImageProblem, Explained>> = {
    login: {
      cause: `image "${image}" is not given without a login.`,
      remedy: `Check the name; where it is right, give the workload the login of its registry (PrivateRegistry), ${AGAIN}.`,
    },
    missing: { cause: `image "${image}" does not exist.`, remedy: `Correct its name and its tag, ${AGAIN}.` },
    'unknown-host': {
      cause: `image "${image}" cannot be fetched: no host is called "${host}".`,
      remedy: `Correct the registry in its name, ${AGAIN}.`,
    },
    limit: {
      cause: `image "${image}" is not given: the registry has answered too many requests.`,
      remedy: `Give the cluster a mirror (registries.mirrors), then run "cdk8s-k3d synth" and "cdk8s-k3d up --recreate".`,
    },
    unreachable: {
      cause: `the registry of image "${image}" does not answer: ${ended(said)}`,
      remedy: `Give the cluster a mirror that it reaches (registries.mirrors), then run "cdk8s-k3d synth" and "cdk8s-k3d up --recreate".`,
    },
    'plain-http': {
      cause: `the registry of image "${image}" speaks HTTP, and the node asks for HTTPS.`,
      remedy: `Give the cluster a mirror for "${host}" with the endpoint "http://${host}", then run "cdk8s-k3d synth" and "cdk8s-k3d up --recreate".`,
    },
    certificate: {
      cause: `the node does not trust the registry of image "${image}": ${ended(said)}`,
      remedy: `Give the cluster the certificate of "${host}" (registries.configs), then run "cdk8s-k3d synth" and "cdk8s-k3d up --recreate".`,
    },
    'not-loaded': {
      cause: `image "${image}" is not on the node, and its pull policy is Never.`,
      remedy: `Give its workload source: ImageSource.sideLoaded(), with which "up" loads it out of docker, or take the pull policy away, ${AGAIN}.`,
    },
    name: { cause: `"${image}" is no name of an image.`, remedy: `Correct the name, ${AGAIN}.` },
    other: { cause: `image "${image}" cannot be fetched: ${ended(said)}`, remedy: `Mend that, ${AGAIN}.` },
  };
  return texts[problem];
}
