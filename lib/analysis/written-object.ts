import type { IConstruct } from 'constructs';
import type { KubeObject, ObjectFacts } from '../routes/world';
import { factsOf, type ObjectSource, sourceOf } from './facts';

/** An object of the app as it is written, and into which file. */
export interface AppObject {
  readonly construct: IConstruct;
  readonly json: KubeObject;
  readonly file?: string;
}

/** An object of the app as the rules read it. Its fields and its line are looked up where a finding speaks. */
export class WrittenObject implements ObjectFacts {
  // Declared, so that no field is made twice: there is one of these for each object of the app.
  declare public readonly construct: IConstruct;
  declare public readonly json: ObjectFacts['json'];
  declare public readonly file: ObjectFacts['file'];
  declare public readonly where: string;
  declare public readonly declared: boolean;
  declare public readonly exposure: ObjectFacts['exposure'];
  declare public readonly sideLoaded: ObjectFacts['sideLoaded'];
  declare private readonly owner: IConstruct;
  declare private readonly made?: ObjectSource;

  constructor(
    { construct, json, file }: AppObject,
    public readonly allow: ObjectFacts['allow'],
  ) {
    this.construct = construct;
    this.made = factsOf(construct).find(({ object }) => object)?.object;
    this.owner = this.made?.owner ?? construct;
    this.json = json;
    this.file = file;
    this.where = this.owner.node.path;
    this.declared = this.made !== undefined;
    this.exposure = this.made?.exposure;
    this.sideLoaded = this.made?.sideLoaded;
  }

  public get fields(): ObjectFacts['fields'] {
    return this.made?.fields;
  }

  public get source(): string | undefined {
    return sourceOf(this.owner);
  }
}
