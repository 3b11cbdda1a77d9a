package io.mobula.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;

/**
 * The least that many tasks at once can cost between two processes: for each a future in a table, a frame there and one back, and at the peer a hand-over; all in batches, two of them on their way at a time.
 */
final class RawBatches {
    private static final int FRAMES = 200;
    static final int BYTES = FRAMES * RawSocket.FRAME_BYTES;

    private RawBatches() {}

    /** Frames per second. */
    static double perSecond(RawSocket socket, int frames) throws Exception {
        Map<Integer, FutureTask<Integer>> pending = new HashMap<>();
        long start = System.nanoTime();
        long sum = 0;
        send(socket, pending, 0);
        for (int first = 0; first < frames; first += FRAMES) {
            if (first + FRAMES < frames) send(socket, pending, first + FRAMES);
            if (!socket.read()) throw new IOException("The peer has gone");
            sum += take(socket.bytes, pending);
        }
        double perSecond = frames * 1e9 / (System.nanoTime() - start);
        Trial.checkSum(frames, sum);
        return perSecond;
    }

    private static void send(RawSocket socket, Map<Integer, FutureTask<Integer>> pending, int first)
            throws IOException {
        for (int i = 0; i < FRAMES; i++) {
            int number = first + i;
            pending.put(number, new FutureTask<>(() -> number));
            socket.bytes.putInt(i * RawSocket.FRAME_BYTES, number);
        }
        socket.write();
    }

    private static long take(ByteBuffer answers, Map<Integer, FutureTask<Integer>> pending) throws Exception {
        long sum = 0;
        for (int i = 0; i < FRAMES; i++) {
            FutureTask<Integer> future = pending.remove(answers.getInt(i * RawSocket.FRAME_BYTES));
            if (future == null) throw new IOException("The peer answered what was not asked");
            future.run();
            sum += future.get();
        }
        return sum;
    }

    /** The peer's side. */
    static void answer(RawSocket socket) throws IOException {
        var hops = new HandOver.Hops();
        while (socket.read()) {
            for (int i = 0; i < FRAMES; i++) {
                int number = socket.bytes.getInt(i * RawSocket.FRAME_BYTES);
                socket.bytes.putInt(i * RawSocket.FRAME_BYTES, hops.one(number));
            }
            socket.write();
        }
    }
}
