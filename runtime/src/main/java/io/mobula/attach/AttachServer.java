package io.mobula.attach;

import io.mobula.api.error.ErrorCode;
import io.mobula.call.Conduit;
import io.mobula.call.ConnectionConsumer;
import io.mobula.call.Hello;
import io.mobula.control.ControlClient;
import io.mobula.core.control.ControlEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A node's end of the attach plane: serves drivers and the command line, on connections that the {@link io.mobula.call.Listener} has welcomed.
 *
 * <p>Thread safety: any thread. Every connection keeps the thread it came on.
 */
public final class AttachServer implements ConnectionConsumer, AutoCloseable {
    /** Of drivers and command lines together. */
    static final int MAX_CONNECTIONS = 4_096;

    private final Desk desk;
    private final Set<ServedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * What every connection works with.
     *
     * @param answers threads for answers that come later
     */
    record Desk(
            AttachHost host,
            ControlClient control,
            DriverLeases leases,
            Capabilities capabilities,
            AttachTiming timing,
            Announcements announcements,
            ExecutorService answers) {}

    public AttachServer(AttachHost host, ControlClient control, DriverLeases leases, Capabilities capabilities) {
        this(host, control, leases, capabilities, AttachTiming.DEFAULT);
    }

    public AttachServer(
            AttachHost host,
            ControlClient control,
            DriverLeases leases,
            Capabilities capabilities,
            AttachTiming timing) {
        var announcements = new Announcements();
        desk = new Desk(
                host,
                control,
                leases,
                capabilities,
                timing,
                announcements,
                Executors.newVirtualThreadPerTaskExecutor());
        control.subscribe(event -> {
            announcements.learn(event); // first: whoever takes a lease after it was ended must find the driver dead
            if (event instanceof ControlEvent.Died died) leases.died(died.process());
        });
    }

    @Override
    public void accept(Conduit channel, Hello hello) {
        Thread.currentThread().setName("attach-" + hello.from());
        var connection = new Connection(channel, desk.timing());
        var served = new ServedConnection(desk, connection, hello.from());
        connections.add(served);
        try {
            if (connections.size() > MAX_CONNECTIONS) {
                String text = "this node has " + MAX_CONNECTIONS + " attached connections, the most it takes";
                served.refuse(ErrorCode.CONNECTION_REFUSED, text + ". Try another node.");
            } else if (!closed) {
                served.serve();
            }
        } finally {
            connection.close();
            connections.remove(served);
        }
    }

    /** Closes every connection: drivers go to other nodes. */
    @Override
    public void close() {
        closed = true;
        connections.forEach(ServedConnection::close);
        desk.answers().shutdown();
    }
}
