package io.mobula.call;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The secret that opens a cluster's listeners. Compared in constant time, printed by nobody. */
public final class Token {
    private final byte[] secret;

    private Token(byte[] secret) {
        this.secret = secret;
    }

    public static Token of(String secret) {
        return new Token(secret.getBytes(StandardCharsets.UTF_8));
    }

    static Token of(ByteString secret) {
        return new Token(secret.toByteArray());
    }

    ByteString bytes() {
        return ByteString.copyFrom(secret);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token that && MessageDigest.isEqual(secret, that.secret);
    }

    /** The same for every token: a hash of the secret would give it away bit by bit. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
