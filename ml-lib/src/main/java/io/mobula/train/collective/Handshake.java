package io.mobula.train.collective;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * Both sides of a new connection prove that they know the group's token, and tell their ranks.
 *
 * <p>Each side sends a fresh nonce; each proof covers both nonces, both ranks and the side, so that none can be replayed or reflected. Blocks until done: whoever calls closes the channel when the time
 * is up.
 */
final class Handshake {
    private static final int MAGIC = 0x4d4f4254;
    private static final int VERSION = 1;
    private static final int NONCE_BYTES = 16;
    private static final int PROOF_BYTES = 32;
    private static final int HELLO_BYTES = 2 * Integer.BYTES + 2 * Integer.BYTES + NONCE_BYTES;

    private final ByteChannel channel;
    private final Token token;
    private final int rank;
    private final int size;
    private final byte[] nonce = new byte[NONCE_BYTES];

    Handshake(ByteChannel channel, Token token, Topology topology) {
        this.channel = channel;
        this.token = token;
        this.rank = topology.rank();
        this.size = topology.size();
        new SecureRandom().nextBytes(nonce);
    }

    /** Throws {@link IOException} if the other side is not {@code peer}, or does not know the token. */
    void dial(int peer) throws IOException {
        sendHello();
        Hello theirs = readHello();
        if (theirs.rank != peer) throw new IOException("rank " + theirs.rank + " answers in place of rank " + peer);
        write(ByteBuffer.wrap(token.proof(statement('d', nonce, theirs.nonce, rank, peer))));
        check(statement('a', nonce, theirs.nonce, rank, peer));
    }

    /** The rank that dialed. */
    int accept() throws IOException {
        Hello theirs = readHello();
        sendHello();
        check(statement('d', theirs.nonce, nonce, theirs.rank, rank));
        write(ByteBuffer.wrap(token.proof(statement('a', theirs.nonce, nonce, theirs.rank, rank))));
        return theirs.rank;
    }

    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    private record Hello(int rank, byte[] nonce) {}

    private void sendHello() throws IOException {
        write(ByteBuffer.allocate(HELLO_BYTES)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(rank)
                .putInt(size)
                .put(nonce)
                .flip());
    }

    private Hello readHello() throws IOException {
        ByteBuffer hello = read(HELLO_BYTES);
        int magic = hello.getInt();
        int version = hello.getInt();
        if (magic != MAGIC || version != VERSION) throw new IOException("the other side does not speak this protocol");
        int theirRank = hello.getInt();
        int theirSize = hello.getInt();
        if (theirSize != size) throw new IOException("the other side is of a group of " + theirSize + ", not " + size);
        var theirNonce = new byte[NONCE_BYTES];
        hello.get(theirNonce);
        return new Hello(theirRank, theirNonce);
    }

    private static byte[] statement(char side, byte[] dialerNonce, byte[] acceptorNonce, int dialer, int acceptor) {
        return ByteBuffer.allocate(Character.BYTES + 2 * NONCE_BYTES + 2 * Integer.BYTES)
                .putChar(side)
                .put(dialerNonce)
                .put(acceptorNonce)
                .putInt(dialer)
                .putInt(acceptor)
                .array();
    }

    private void check(byte[] statement) throws IOException {
        var proof = new byte[PROOF_BYTES];
        read(PROOF_BYTES).get(proof);
        if (!MessageDigest.isEqual(proof, token.proof(statement)))
            throw new IOException("the other side does not know the group's token");
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    private ByteBuffer read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) throw new EOFException("the other side closed during the handshake");
        }
        return bytes.flip();
    }
}
