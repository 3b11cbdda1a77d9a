package io.mobula.control.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * How far the log reached when it was last seen whole: the end of a log file that is missing looks like an entry that was never finished, unless something beside it knows better.
 *
 * <p>Not forced to the disk: after a loss of power the mark may lie behind the log, which is forced, and never ahead of it. Not thread-safe.
 */
final class AppliedMark implements AutoCloseable {
    static final String FILE = "applied.mark";
    private static final int BYTES = 2 * Long.BYTES;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    private final CRC32C sum = new CRC32C();

    private AppliedMark(FileChannel channel) {
        this.channel = channel;
    }

    static AppliedMark open(Path folder) throws IOException {
        return new AppliedMark(FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** None before the first entry, and if the mark was torn by a loss of power. */
    OptionalLong read() throws IOException {
        buffer.clear();
        if (channel.read(buffer, 0) < BYTES) return OptionalLong.empty();
        long index = buffer.flip().getLong();
        return buffer.getLong() == sumOf(index) ? OptionalLong.of(index) : OptionalLong.empty();
    }

    void write(long index) throws IOException {
        buffer.clear().putLong(index).putLong(sumOf(index)).flip();
        channel.write(buffer, 0);
    }

    private long sumOf(long index) {
        sum.reset();
        for (int shift = 56; shift >= 0; shift -= 8) sum.update((int) (index >>> shift));
        return sum.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
