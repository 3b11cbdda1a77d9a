package io.mobula.store.spill;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Bytes to a file and back, a checksum for each block. */
final class Checked {
    /** Large enough for a disk, small enough for one chunk of a transfer to need one. */
    static final int BLOCK_BYTES = 1 << 20;

    private Checked() {}

    static int blocks(long sizeBytes) {
        return Math.toIntExact((sizeBytes + BLOCK_BYTES - 1) / BLOCK_BYTES);
    }

    /** At the channel's position. */
    static int[] write(FileChannel channel, MemorySegment bytes) throws IOException {
        int[] checksums = new int[blocks(bytes.byteSize())];
        for (int i = 0; i < checksums.length; i++) {
            ByteBuffer block = block(bytes, i).asByteBuffer();
            checksums[i] = checksum(block);
            while (block.hasRemaining()) channel.write(block);
        }
        return checksums;
    }

    /** One whole block. */
    static void read(FileChannel channel, SpillRecord record, int index, MemorySegment into) throws IOException {
        ByteBuffer block = into.asByteBuffer();
        long from = record.offset + (long) index * BLOCK_BYTES;
        while (block.hasRemaining()) {
            if (channel.read(block, from + block.position()) < 0)
                throw new EOFException("ends before byte " + (from + block.limit()));
        }
        if (checksum(block.rewind()) != record.checksums[index])
            throw new SpillLostException(
                    record.path(), "has other bytes than were written, in the MiB at " + from, null);
    }

    static MemorySegment block(MemorySegment bytes, int index) {
        long from = (long) index * BLOCK_BYTES;
        return bytes.asSlice(from, Math.min(BLOCK_BYTES, bytes.byteSize() - from));
    }

    private static int checksum(ByteBuffer block) {
        var crc = new CRC32C();
        crc.update(block.duplicate());
        return (int) crc.getValue();
    }
}
