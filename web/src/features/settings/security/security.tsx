/** S19: password, second step, passkeys, and where one is signed in. */
import { Passkeys } from "./passkeys.tsx";
import { Password } from "./password.tsx";
import { Providers } from "./providers.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { Sessions } from "./sessions.tsx";

export default function Security() {
  return (
    <>
      <Password />
      <SecondFactor />
      <Passkeys />
      <Providers />
      <Sessions />
    </>
  );
}
