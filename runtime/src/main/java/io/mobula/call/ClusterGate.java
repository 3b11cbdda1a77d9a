package io.mobula.call;

import java.util.UUID;

/**
 * Lets in who names this cluster and knows its token; {@code then} judges those who do.
 *
 * <p>A newcomer that attaches has only an address and the token: it may say {@link #ANY}, and is told the cluster's id by whoever serves it.
 */
public record ClusterGate(UUID cluster, Token token, Gate then) implements Gate {
    /** Whichever cluster answers; for {@link Purpose.Attach} alone. */
    public static final UUID ANY = new UUID(0, 0);

    @Override
    public Verdict admit(Hello hello) {
        Identity from = hello.from();
        // The token first: who does not know it learns nothing, not even the cluster's id.
        if (!token.equals(from.token()))
            return new Verdict.Rejected(RejectCode.TOKEN_REFUSED, "the token is not this cluster's");
        boolean newcomer = hello.purpose() instanceof Purpose.Attach && ANY.equals(from.cluster());
        if (!newcomer && !cluster.equals(from.cluster()))
            return new Verdict.Rejected(
                    RejectCode.CLUSTER_MISMATCH, "this is cluster " + cluster + ", not " + from.cluster());
        return then.admit(hello);
    }
}
