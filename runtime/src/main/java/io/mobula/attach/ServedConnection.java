package io.mobula.attach;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.attach.AttachCodec.Numbered;
import io.mobula.attach.LeaseTable.Tenant;
import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.call.Identity;
import io.mobula.code.ClassVersion;
import io.mobula.control.JobSpec;
import io.mobula.core.control.Announced;
import io.mobula.core.control.Announced.Portion;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.Operation;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import io.mobula.submit.SubmitAsk;
import io.mobula.watch.WatchAsk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection at its node: answers in order, and pushes once a driver has its lease. Confined to the connection's thread, but for {@link #close} and the pushing. */
final class ServedConnection {
    /** How long the log may take to give a driver its identity. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** A driver that leaves does not wait longer until its death is in the log. */
    private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ServedConnection.class);

    private final AttachServer.Desk desk;
    private final Connection connection;
    private final Identity.Host peer;
    /** The driver that this connection has proven to be. */
    private final Optional<ProcessId> proven;

    private Optional<PrintedPush> printed = Optional.empty();
    private Optional<DriverLeases.Lease> lease = Optional.empty();

    ServedConnection(AttachServer.Desk desk, Connection connection, Identity from) {
        this.desk = desk;
        this.connection = connection;
        this.peer = from.host();
        this.proven = from.sender().filter(sender -> !sender.isNode());
    }

    void close() {
        connection.fail("this node ends its service");
    }

    void refuse(ErrorCode code, String text) {
        try {
            connection.write(AttachCodec.encode(AttachCodec.NO_ID, new ToDriver.Failed(code.name(), text)));
        } catch (IOException e) {
            LOG.debug("A refusal did not reach its driver: {}", e.toString());
        }
    }

    /** Until the connection is gone. */
    void serve() {
        connection.live(AttachCodec.encode(AttachCodec.NO_ID, new ToDriver.Ping()));
        try {
            while (connection.isOpen()) {
                Optional<byte[]> bytes = connection.read();
                if (bytes.isEmpty()) break;
                take(AttachCodec.toNode(bytes.get()));
            }
        } catch (AttachProtocolException e) {
            LOG.warn("An attached connection of pid {} on {} is closed: {}", peer.pid(), peer.id(), e.getMessage());
        } catch (IOException e) {
            String reason = connection.isOpen() ? e.toString() : connection.closeReason();
            LOG.debug("An attached connection of pid {} on {} has ended: {}", peer.pid(), peer.id(), reason);
        } finally {
            connection.close();
            lease.ifPresent(DriverLeases.Lease::fell);
        }
    }

    private void take(Numbered<ToNode> message) throws IOException {
        lease.ifPresent(DriverLeases.Lease::heard);
        switch (message.message()) {
            case ToNode.Ping _ -> {}
            case ToNode.Confirm confirm -> lease.ifPresent(held -> held.confirm(confirm.index()));
            case ToNode.StartJob start -> {
                Progress nothing = Progress.NONE;
                answer(message.id(), start(start));
                pushFrom(nothing);
            }
            case ToNode.ResumeJob resume -> {
                answer(message.id(), resume(resume));
                pushFrom(resume.known());
            }
            case ToNode.Goodbye _ -> {
                goodbye();
                answer(message.id(), new ToDriver.Done());
                connection.close();
            }
            case ToNode.AskDirectory ask -> ask(message.id(), ask.request());
            case ToNode.ListDirectory _ -> answer(message.id(), listing());
            case ToNode.Operate(var operation) -> operate(message.id(), operation);
            case ToNode.Status _ -> answer(message.id(), status());
            case ToNode.Memory(int top) -> answer(message.id(), memory(top));
            case ToNode.Submitted(SubmitAsk ask) -> answer(message.id(), submitted(ask));
            case ToNode.Watch(WatchAsk ask) -> answer(message.id(), watch(ask));
            case ToNode.Listen(Listening how) -> listen(message.id(), how);
            case ToNode.TellPrinted _ -> {
                if (printed.isPresent()) printed.get().tellAll();
                answer(message.id(), new ToDriver.Done());
            }
            case ToNode.Stop _ -> {
                answer(message.id(), new ToDriver.Done());
                LOG.info("Stop was asked for by pid {} on {}", peer.pid(), peer.id());
                Thread.ofPlatform().name("mobula-stop").start(desk.host()::stop);
            }
        }
    }

    private void answer(long id, ToDriver.Answer answer) throws IOException {
        connection.write(AttachCodec.encode(id, answer));
    }

    private void requireNoLease() throws AttachProtocolException {
        if (lease.isPresent())
            throw new AttachProtocolException("it asks for a second driver on one connection, after "
                    + lease.get().driver());
    }

    private ToDriver.Answer start(ToNode.StartJob ask) throws AttachProtocolException {
        requireNoLease();
        if (!ask.newest().runsOn(ClassVersion.highestOfThisJvm())) return tooNew(ask);
        CompletableFuture<ProcessId> starting = desk.control()
                .startJob(new JobSpec(ask.name(), desk.control().self(), ask.code(), ask.weight()))
                .toCompletableFuture();
        try {
            ProcessId driver = starting.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            Tenant tenant = tenant(driver, ask.name());
            lease = Optional.of(desk.leases().take(tenant, 0, this::close));
            desk.host().begun(tenant.driver());
            return new ToDriver.Started(
                    desk.capabilities().cluster(),
                    driver,
                    desk.capabilities().of(driver),
                    desk.control().view(),
                    desk.host().missing(ask.code()));
        } catch (TimeoutException e) {
            var _ = starting.thenAccept(late -> desk.control().driverDied(late, Cause.LEFT, "its start took too long"));
            return new ToDriver.Failed(
                    ErrorCode.CONNECTION_TIMED_OUT.name(),
                    "Job " + ask.name() + " did not start: the control log did not answer within "
                            + START_LIMIT.toMillis() + " ms. Check that a majority of the control nodes runs.");
        } catch (ExecutionException e) {
            return failed("Job " + ask.name() + " did not start", Failures.cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("Job " + ask.name() + " did not start", e);
        } catch (RuntimeException e) {
            return failed("Job " + ask.name() + " did not start", e);
        }
    }

    /** Before the job is in the log: its first task would fail by the same class. What counts is what its code was compiled for, not the driver's own Java. */
    private ToDriver.Failed tooNew(ToNode.StartJob ask) {
        int here = Runtime.version().feature();
        String text =
                "Job %s cannot run on %s: it brings class %s, and this node runs Java %d. Compile with --release %d or run the nodes on a newer Java."
                        .formatted(ask.name(), desk.control().self(), ask.newest(), here, here);
        LOG.warn("{}", text);
        return new ToDriver.Failed(ErrorCode.CLASS_TOO_NEW.name(), text);
    }

    /** The log is not asked: without a majority a driver may change its home all the same. Should it be dead already, it hears so as the next thing. */
    private ToDriver.Answer resume(ToNode.ResumeJob ask) throws AttachProtocolException {
        requireNoLease();
        String refused = "The session of " + ask.driver() + " cannot be resumed: ";
        if (!desk.capabilities().prove(ask.driver(), ask.capability()))
            return new ToDriver.Failed(
                    ErrorCode.CONNECTION_REFUSED.name(),
                    refused + "the capability is not this driver's in this cluster. Start a new session.");
        DriverLeases.Lease taken = desk.leases().take(tenant(ask.driver(), ask.name()), ask.confirmed(), this::close);
        if (desk.announcements().isDead(ask.driver())) {
            desk.leases().died(ask.driver());
            return new ToDriver.Failed(
                    ErrorCode.CONNECTION_REFUSED.name(), refused + "it has been declared dead. Start a new session.");
        }
        lease = Optional.of(taken);
        return new ToDriver.Done();
    }

    private Tenant tenant(ProcessId driver, String name) {
        return new Tenant(new HomeDriver(driver, name, peer.pid(), Instant.now()), peer.id());
    }

    private static ToDriver.Failed failed(String what, Throwable cause) {
        if (cause instanceof MobulaException coded)
            return new ToDriver.Failed(coded.code().name(), coded.getMessage());
        LOG.error("{}", what, cause);
        return new ToDriver.Failed(ErrorCode.CONNECTION_REFUSED.name(), what + ": " + cause + ". See the node's log.");
    }

    private void goodbye() {
        if (lease.isEmpty()) return;
        try {
            lease.get().goodbye().toCompletableFuture().get(GOODBYE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} has left, which is not in the log yet: {}", lease.get().driver(), e.toString());
        }
    }

    /** The connection is not kept waiting for the log: the answer goes when it comes, on a thread of its own, for the other end may be slow to take it. */
    private void ask(long id, DirectoryRequest request) throws AttachProtocolException {
        if (lease.isEmpty()) throw new AttachProtocolException("it asks the directory without being a driver");
        String what = "The directory did not answer " + lease.get().driver();
        var _ = desk.control()
                .ask(request)
                .<ToDriver.Answer>thenApply(ToDriver.Replied::new)
                .exceptionally(failure -> failed(what, Failures.cause(failure)))
                .thenAcceptAsync(answer -> deliver(id, answer), desk.answers());
    }

    private void operate(long id, Operation operation) {
        var _ = desk.control()
                .operate(operation)
                .<ToDriver.Answer>thenApply(ToDriver.Operated::new)
                .exceptionally(failure -> failed("Control has not answered", Failures.cause(failure)))
                .thenAcceptAsync(answer -> deliver(id, answer), desk.answers());
    }

    private void deliver(long id, ToDriver.Answer answer) {
        try {
            answer(id, answer);
        } catch (IOException e) {
            connection.fail("an answer cannot be written: " + e.getMessage());
        }
    }

    private ToDriver.Answer listing() {
        try {
            return new ToDriver.Listed(DirectoryService.listing(
                    desk.control(), desk.announcements().latest().directory()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("The actors cannot be listed", e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return failed("The actors cannot be listed", Failures.cause(e));
        }
    }

    private ToDriver.Answer status() {
        try {
            var status = new NodeStatus(
                    desk.host().figures(), desk.leases().held(), desk.host().certificateEnd());
            return new ToDriver.Status(
                    desk.capabilities().cluster(), desk.control().view(), status);
        } catch (RuntimeException e) {
            return failed("The status cannot be told", e);
        }
    }

    private ToDriver.Answer memory(int top) {
        try {
            return new ToDriver.Memory(
                    desk.capabilities().cluster(),
                    desk.control().view(),
                    desk.control().self(),
                    desk.host().memory(top));
        } catch (RuntimeException e) {
            return failed("What the object store holds cannot be told", e);
        }
    }

    private ToDriver.Answer submitted(SubmitAsk ask) {
        try {
            return new ToDriver.Submitted(desk.host().submitted(ask));
        } catch (RuntimeException e) {
            return failed("The node cannot answer about submitted jobs", e);
        }
    }

    private ToDriver.Answer watch(WatchAsk ask) {
        try {
            return new ToDriver.Watched(desk.host().watch(ask));
        } catch (RuntimeException e) {
            return failed("The node cannot tell what happens on it", e);
        }
    }

    private void listen(long id, Listening how) throws IOException {
        if (proven.isEmpty()) throw new AttachProtocolException("it listens without having proven which driver it is");
        if (printed.isPresent()) throw new AttachProtocolException("it listens a second time");
        printed = desk.host().listen(proven.get(), how).map(lines -> new PrintedPush(connection, lines));
        answer(id, new ToDriver.Done());
        printed.ifPresent(push -> Thread.ofVirtual()
                .name("attach-printed-" + proven.get())
                .start(() -> push.run(desk.timing().ping())));
    }

    /** After the answer, so that a driver knows who it is before it hears who died. */
    private void pushFrom(Progress known) {
        if (lease.isPresent())
            Thread.ofVirtual().name("attach-push-" + lease.get().driver()).start(() -> push(known));
    }

    private void push(Progress known) {
        long waitNanos = desk.timing().ping().toNanos();
        Progress told = known;
        try {
            while (connection.isOpen()) {
                Announced latest = desk.announcements().await(told, waitNanos);
                List<ControlEvent> events = latest.since(told, Portion.OF_A_MESSAGE);
                if (events.isEmpty()) continue;
                connection.write(AttachCodec.encode(AttachCodec.NO_ID, new ToDriver.Events(events)));
                told = told.after(events);
            }
        } catch (IOException e) {
            connection.fail("events cannot be pushed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
