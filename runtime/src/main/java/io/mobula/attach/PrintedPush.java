package io.mobula.attach;

import io.mobula.output.PendingLines;
import io.mobula.output.Printed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Brings what bodies print onto their driver's connection, batch by batch. A driver that takes little gets little: what piles up is bounded before. */
final class PrintedPush {
    /** Of one message. */
    private static final PendingLines.Bound BATCH = new PendingLines.Bound(2_000, 256 << 10);

    /** Between two messages, so that lines travel together. With the batch it bounds the rate: 100,000 lines a second. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** What a full queue holds fits into so many batches, however long its lines are. */
    private static final int MOST_AT_ONCE = 16;

    private final Connection connection;
    private final PendingLines lines;
    private final ReentrantLock sending = new ReentrantLock();

    PrintedPush(Connection connection, PendingLines lines) {
        this.connection = connection;
        this.lines = lines;
    }

    /** Until the connection is gone. */
    void run(Duration patience) {
        try {
            while (connection.isOpen()) {
                if (!lines.await(patience.toNanos())) continue;
                tell();
                LockSupport.parkNanos(this, PAUSE.toNanos());
            }
        } catch (IOException e) {
            connection.fail("lines cannot be pushed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that is there now. */
    void tellAll() throws IOException {
        int batches = 0;
        while (batches++ < MOST_AT_ONCE && tell()) {}
    }

    /** False if there was nothing. */
    private boolean tell() throws IOException {
        sending.lock(); // taken and sent in one: or a batch would overtake another
        try {
            List<Printed> batch = lines.take(BATCH);
            if (!batch.isEmpty()) connection.write(AttachCodec.encode(AttachCodec.NO_ID, new ToDriver.Printed(batch)));
            return !batch.isEmpty();
        } finally {
            sending.unlock();
        }
    }
}
