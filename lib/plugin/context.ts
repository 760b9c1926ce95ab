/** What cdk8s' command line hands to a validation plugin, as far as this one needs it. */
export interface Context {
  /** Paths of the files that synth wrote. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata: Readonly<Record<string, string>>): void;
  };
  readonly logger: { log(message: string): void };
}

/** One finding in the words of cdk8s' command line, which adds the construct path by the name of the resource. */
export interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    readonly resourceName: string;
    readonly locations: readonly string[];
    readonly manifestPath: string;
  }[];
}
