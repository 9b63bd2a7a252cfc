/** The one error type of the SDK, read from `application/problem+json`. */
import type { RecordData } from "./types.ts";

export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

interface Problem {
  title?: string;
  code?: string;
  detail?: string;
  message?: string;
  instance?: string;
  errors?: FieldProblem[];
  current?: RecordData;
}

export class RapportError extends Error {
  override readonly name = "RapportError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldProblem[] = [],
    /** On a 409: the record as it stands on the server now. */
    readonly current: RecordData | null = null,
    readonly request: string | null = null,
  ) {
    super(message);
  }

  /** The request did not reach the server, or its answer did not reach us. */
  get isOffline(): boolean {
    return this.status === 0;
  }

  get isConflict(): boolean {
    return this.status === 409;
  }

  get isSignedOut(): boolean {
    return this.status === 401;
  }

  fieldMessage(field: string): string | undefined {
    return this.fields.find((problem) => problem.field === field)?.message;
  }
}

export async function errorFrom(response: Response): Promise<RapportError> {
  const problem = await readProblem(response);
  return new RapportError(
    response.status,
    problem.code ?? "unknown",
    problem.message ?? problem.detail ?? problem.title ?? response.statusText,
    problem.errors ?? [],
    problem.current ?? null,
    problem.instance ?? null,
  );
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return {};
  }
}

export function offline(cause: unknown): RapportError {
  const error = new RapportError(0, "offline", "the server cannot be reached");
  error.cause = cause;
  return error;
}
