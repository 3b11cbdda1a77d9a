package io.mobula.code;

import io.mobula.api.error.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;

/** Hashes what passes through and refuses more than was announced. */
final class VerifiedOutput extends OutputStream {
    private final OutputStream out;
    private final String expected;
    private final long sizeBytes;
    private final Sha256.Digest digest = Sha256.digest();
    private long written;

    VerifiedOutput(OutputStream out, String expected, long sizeBytes) {
        this.out = out;
        this.expected = expected;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        written += length;
        if (written > sizeBytes) throw mismatch("at least " + written + " bytes");
        digest.update(bytes, offset, length);
        out.write(bytes, offset, length);
    }

    /** All has been written: is it what was announced? */
    void verify() throws IOException {
        if (written != sizeBytes) throw mismatch(written + " bytes");
        String actual = digest.name();
        if (!actual.equals(expected)) throw mismatch("bytes with hash " + actual);
    }

    private CodeException mismatch(String what) {
        return new CodeException(
                ErrorCode.CODE_MISMATCH,
                "Code blob %s of %,d bytes was not stored: its source gave %s. If the class path was rebuilt while the program ran, start the program again."
                        .formatted(expected.substring(0, 8), sizeBytes, what));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
