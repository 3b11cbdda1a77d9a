package io.mobula.call;

import java.util.UUID;

/** Lets in who names this cluster and knows its token; {@code then} judges those who do. */
public record ClusterGate(UUID cluster, Token token, Gate then) implements Gate {
    @Override
    public Verdict admit(Hello hello) {
        Identity from = hello.from();
        // The token first: who does not know it learns nothing, not even the cluster's id.
        if (!token.equals(from.token()))
            return new Verdict.Rejected(RejectCode.TOKEN_REFUSED, "the token is not this cluster's");
        if (!cluster.equals(from.cluster()))
            return new Verdict.Rejected(
                    RejectCode.CLUSTER_MISMATCH, "this is cluster " + cluster + ", not " + from.cluster());
        return then.admit(hello);
    }
}
