package io.mobula.train.collective;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that the ranks of one group share: 256 random bits, made anew for each group. It proves membership and never travels over the group's own connections.
 *
 * @param hex the bits
 */
public record Token(String hex) {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    public static Token random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Token(HexFormat.of().formatHex(bytes));
    }

    /** A proof that whoever made it knows the token, good for this statement alone. */
    byte[] proof(byte[] statement) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(hex), ALGORITHM));
            return mac.doFinal(statement);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " belongs to every Java platform", e);
        }
    }

    /** Without the secret: it must not reach a log. */
    @Override
    public String toString() {
        return "Token[…]";
    }
}
