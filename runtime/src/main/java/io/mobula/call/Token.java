package io.mobula.call;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that opens a cluster's listeners. Compared in constant time, printed by nobody. */
public final class Token {
    private static final String MAC = "HmacSHA256";

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

    /** A code of 32 bytes over a message that only who knows the token can make. */
    public byte[] authenticate(byte[] message) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, MAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
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
