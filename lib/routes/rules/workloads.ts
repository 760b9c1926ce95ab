import type { Rule } from './rule';
import { affinityUnmet } from './workloads/affinity';
import { autoscalerTargetUnknown, autoscalerWithoutMetrics, autoscalerWithoutRequest } from './workloads/autoscalers';
import { claimFitsNoVolume } from './workloads/claims';
import { commandNamesNoProgram } from './workloads/commands';
import { hardenedImageNeedsRoot } from './workloads/hardened';
import { hostPathNotMounted, hostPortInPod } from './workloads/host';
import { limitRangeRefusesPods } from './workloads/limit-ranges';
import { requestsExceedMachine } from './workloads/machine';
import { quotaRefusesObjects } from './workloads/object-quotas';
import { nodeMissing } from './workloads/placement';
import { podSecurityRefusesPods } from './workloads/pod-security';
import { probePortNotServed } from './workloads/probes';
import { quotaRefusesPods } from './workloads/quotas';
import { rolloutDropsBelow } from './workloads/rollout';
import { antiAffinityUnschedulable, replicasWithAutoscaler } from './workloads/scaling';
import { statefulsetServiceMissing } from './workloads/stateful-services';
import { storageNotShareable } from './workloads/storage';
import { taintNotTolerated } from './workloads/taints';
import { resourceUnitMistaken } from './workloads/units';
import { apiNotInVersion } from './workloads/versions';

/** Rules on what the pods of a workload ask of their cluster. */
export const workloadRules: readonly Rule[] = [
  commandNamesNoProgram,
  probePortNotServed,
  replicasWithAutoscaler,
  autoscalerTargetUnknown,
  autoscalerWithoutRequest,
  autoscalerWithoutMetrics,
  antiAffinityUnschedulable,
  affinityUnmet,
  nodeMissing,
  taintNotTolerated,
  rolloutDropsBelow,
  requestsExceedMachine,
  resourceUnitMistaken,
  hostPathNotMounted,
  hostPortInPod,
  storageNotShareable,
  claimFitsNoVolume,
  statefulsetServiceMissing,
  hardenedImageNeedsRoot,
  podSecurityRefusesPods,
  quotaRefusesPods,
  quotaRefusesObjects,
  limitRangeRefusesPods,
  apiNotInVersion,
];
