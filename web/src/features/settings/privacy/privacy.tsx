/** S16: what is kept about a person, and what becomes of it. For whoever has the right `privacy`. */
import { Find } from "./find.tsx";
import { Holds } from "./holds.tsx";
import { Requests } from "./requests.tsx";
import { Retention } from "./retention.tsx";

export default function Privacy() {
  return (
    <>
      <Find />
      <Requests />
      <Holds />
      <Retention />
    </>
  );
}
