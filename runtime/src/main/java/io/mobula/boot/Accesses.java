package io.mobula.boot;

import io.mobula.call.Access;
import io.mobula.call.Token;
import io.mobula.cli.job.Target;

/** What the command line was given of a cluster, as the runtime takes it. */
final class Accesses {
    private Accesses() {}

    static Access of(Target target) {
        return Access.of(Token.of(target.token()), target.ca());
    }
}
