package io.mobula.control;

import io.mobula.api.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;

/** Who may take part: whoever has the cluster's token, and wants this cluster or any. */
record Door(UUID cluster, String token) {
    boolean isOurs(UUID wanted, String shown) {
        return wanted.equals(cluster) && hasToken(shown);
    }

    /** Why a node is turned away; empty if it is not. */
    Optional<ToAgent.Rejected> refusal(ToLeader.Register register) {
        if (!hasToken(register.token())) {
            return Optional.of(new ToAgent.Rejected(ErrorCode.TOKEN_REFUSED, "its token is not this cluster's"));
        }
        if (!register.cluster().map(cluster::equals).orElse(true)) {
            return Optional.of(new ToAgent.Rejected(
                    ErrorCode.CLUSTER_MISMATCH,
                    "it wants cluster " + register.cluster().get() + ", and this is cluster " + cluster));
        }
        return Optional.empty();
    }

    private boolean hasToken(String shown) {
        return MessageDigest.isEqual(bytes(shown), bytes(token));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Door[" + cluster + "]";
    }
}
