import type { Paint } from '../../tools';
import type { DoctorComplaint, Examined } from '../doctor/doctor';

/** One cluster as `doctor` shows it. */
export function examinedText({ cluster, fine, complaints }: Examined, paint: Paint): string {
  const lines = [
    paint.bold(`Cluster ${cluster}`),
    ...fine.map((words) => `  ${paint.good('✔')} ${words}`),
    ...complaints.flatMap((complaint) => [
      `  ${markOf(complaint, paint)} ${complaint.text}`,
      ...complaint.remedy.split('\n').map((line) => `      ${line}`),
    ]),
    `  ${summary(complaints)}`,
  ];
  return `${lines.join('\n')}\n`;
}

const markOf = ({ level }: DoctorComplaint, paint: Paint) => (level === 'note' ? paint.warn('!') : paint.bad('✘'));

function summary(complaints: readonly DoctorComplaint[]): string {
  const grave = complaints.filter(({ level }) => level !== 'note').length;
  if (grave > 0) return `${grave} ${grave === 1 ? 'thing keeps' : 'things keep'} "cdk8s-k3d up" from working.`;
  return 'Nothing keeps "cdk8s-k3d up" from working.';
}
