package io.mobula.attach;

import com.google.protobuf.ByteString;
import io.mobula.call.Token;
import io.mobula.core.id.ProcessId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * Proof that a driver was given its identity by this cluster.
 *
 * <p>A code over the driver's id under the cluster's token: every node can check it, and none has to be told. It keeps a driver from taking another's lease by mistake or by guess; whoever has the
 * token itself is trusted with the cluster anyway.
 *
 * @param cluster so that two clusters with one token do not accept each other's drivers
 */
public record Capabilities(UUID cluster, Token token) {
    /** Of the 32 of the code; 128 bits cannot be guessed. */
    static final int BYTES = 16;

    private static final byte[] PURPOSE = "mobula driver".getBytes(StandardCharsets.US_ASCII);

    public ByteString of(ProcessId driver) {
        byte[] message = ByteBuffer.allocate(PURPOSE.length + 2 * Long.BYTES + 4 * Integer.BYTES)
                .put(PURPOSE)
                .putLong(cluster.getMostSignificantBits())
                .putLong(cluster.getLeastSignificantBits())
                .putInt(driver.isNode() ? 0 : 1)
                .putInt(driver.number())
                .putInt(driver.executor())
                .putInt(driver.incarnation())
                .array();
        return ByteString.copyFrom(token.authenticate(message), 0, BYTES);
    }

    public boolean prove(ProcessId driver, ByteString capability) {
        return !driver.isNode() && MessageDigest.isEqual(of(driver).toByteArray(), capability.toByteArray());
    }
}
