import type { Duration } from 'cdk8s';
import { insist } from '../analysis/given';
import { healthProps } from './shapes';

/** When and how often Kubernetes asks. */
export interface HealthOptions {
  /**
   * Port that is asked.
   *
   * @default - the workload's port
   */
  readonly port?: number;
  /**
   * Whether the pod gets requests only while it answers.
   *
   * @default true
   */
  readonly readiness?: boolean;
  /**
   * Whether the container is restarted when it stops answering. A slow machine restarts a healthy container, so it
   * is asked for, and waits for six failures.
   *
   * @default false
   */
  readonly liveness?: boolean;
  /**
   * How long the container may take to answer for the first time.
   *
   * @default - no limit: readiness waits as long as it takes
   */
  readonly startup?: Duration;
  /**
   * Time between two questions.
   *
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;
  /**
   * How long an answer may take.
   *
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;
}

/** What Kubernetes asks. */
interface Handler {
  readonly exec?: { readonly command: string[] };
  readonly tcpSocket?: { readonly port: number };
  readonly httpGet?: { readonly path: string; readonly port: number };
  readonly grpc?: { readonly port: number };
}

interface Probe extends Handler {
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
}

/** The probes of a container. */
interface Probes {
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
}

/** A restart costs more than a pause, so liveness is twice as patient as readiness. */
const LIVENESS_FAILURES = 6;

/** Kubernetes' own default, spelt out because the start-up limit is counted in it. */
const DEFAULT_PERIOD_SECONDS = 10;

/** The questions that a port answers. */
const ASK_PORT: ReadonlySet<Question['kind']> = new Set(['http', 'tcp', 'grpc']);

/** What is asked; of nobody, nothing. */
type Question =
  | { readonly kind: 'http'; readonly path: string }
  | { readonly kind: 'tcp' | 'grpc' | 'nothing' }
  | { readonly kind: 'command'; readonly command: string[] };

/** How Kubernetes finds out that a container answers. */
export class Health {
  /**
   * A GET that answers with a status below 400.
   *
   * @param path path that is asked for
   * @param options when and how often
   */
  public static http(path: string, options: HealthOptions = {}): Health {
    const said = insist('Health.http', { path, ...options }, healthProps('path'));
    return new Health({ kind: 'http', path: said.path }, said);
  }

  /**
   * A connection that is accepted.
   *
   * @param options when and how often
   */
  public static tcp(options: HealthOptions = {}): Health {
    return new Health({ kind: 'tcp' }, insist('Health.tcp', { ...options }, healthProps()));
  }

  /**
   * A question of the gRPC health checking protocol, which the program has to answer.
   *
   * @param options when and how often
   */
  public static grpc(options: HealthOptions = {}): Health {
    return new Health({ kind: 'grpc' }, insist('Health.grpc', { ...options }, healthProps()));
  }

  /**
   * A command in the container that ends well. Works for workloads without a port.
   *
   * @param command the command and its arguments
   * @param options when and how often
   */
  public static command(command: string[], options: HealthOptions = {}): Health {
    const said = insist('Health.command', { command, ...options }, healthProps('command'));
    return new Health({ kind: 'command', command: said.command }, said);
  }

  /** Nobody asks: the pod counts as ready when its process runs. */
  public static none(): Health {
    return new Health({ kind: 'nothing' }, {});
  }

  private constructor(
    private readonly question: Question,
    private readonly options: HealthOptions,
  ) {}

  /**
   * Whether it asks the workload's own port.
   *
   * @internal
   */
  public get _asksPort(): boolean {
    return ASK_PORT.has(this.question.kind) && this.options.port === undefined;
  }

  /** @internal */
  public _probes(port = 0): Probes {
    const handler = handlerOf(this.question, this.options.port ?? port);
    if (handler === undefined) return {};
    const { readiness = true, liveness = false, startup, period, timeout } = this.options;
    const probe: Probe = {
      ...handler,
      ...(period && { periodSeconds: period.toSeconds({ integral: false }) }),
      ...(timeout && { timeoutSeconds: timeout.toSeconds({ integral: false }) }),
    };
    // Kubernetes asks once a second at most; less is what the rules speak about.
    const seconds = Math.max(period?.toSeconds({ integral: false }) ?? DEFAULT_PERIOD_SECONDS, 1);
    return {
      ...(readiness && { readinessProbe: probe }),
      ...(liveness && { livenessProbe: { ...probe, failureThreshold: LIVENESS_FAILURES } }),
      ...(startup && {
        startupProbe: { ...probe, failureThreshold: Math.ceil(startup.toSeconds({ integral: false }) / seconds) },
      }),
    };
  }
}

function handlerOf(question: Question, port: number): Handler | undefined {
  switch (question.kind) {
    case 'http':
      return { httpGet: { path: question.path, port } };
    case 'tcp':
      return { tcpSocket: { port } };
    case 'grpc':
      return { grpc: { port } };
    case 'command':
      return { exec: { command: question.command } };
    case 'nothing':
      return undefined;
  }
}
