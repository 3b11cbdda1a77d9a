package io.mobula.attach;

import static io.mobula.attach.AttachNodes.CLUSTER;
import static io.mobula.attach.AttachNodes.CODE;
import static io.mobula.attach.AttachNodes.HERE;
import static io.mobula.attach.AttachNodes.HOST_ID;
import static io.mobula.attach.AttachNodes.NEWEST;
import static io.mobula.attach.AttachNodes.PATIENCE;
import static io.mobula.attach.AttachNodes.TOKEN;
import static io.mobula.attach.AttachNodes.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.mobula.api.error.CodeException;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.Identity;
import io.mobula.call.Listener;
import io.mobula.call.Purpose;
import io.mobula.call.Token;
import io.mobula.code.ClassVersion;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.Sample;
import io.mobula.core.directory.Sample.Spec;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachTest {
    private static final Access ACCESS = Access.of(TOKEN);

    /** For tests in which nobody may be given up. */
    private static final AttachTiming PATIENT =
            new AttachTiming(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private static final AttachTiming SHORT =
            new AttachTiming(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMillis(300));

    private static List<Integer> indexes(List<Died> deaths) {
        return deaths.stream().map(died -> (int) died.index()).toList();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static List<Died> deathsHeardBy(Attachment driver) {
        var heard = new CopyOnWriteArrayList<Died>();
        driver.subscribe(event -> {
            if (event instanceof Died died) {
                heard.add(died);
                driver.confirm(died.index());
            }
        });
        return heard;
    }

    @Test
    void startsAJobAndTellsTheDriverWhatItNeeds(@TempDir Path directory) {
        try (var nodes = new AttachNodes(PATIENT)) {
            AttachNodes.Node node = nodes.start(directory.resolve("s"));
            try (Attachment driver = nodes.attach(node)) {
                assertEquals(ProcessId.driver(1), driver.driver());
                assertEquals(CLUSTER, driver.cluster());
                assertEquals(new Capabilities(CLUSTER, TOKEN).of(driver.driver()), driver.capability());
                assertEquals(List.of("bb"), driver.missing());
                assertEquals(
                        List.of("a"),
                        driver.view().nodes().stream()
                                .map(ClusterView.Node::name)
                                .toList());
                assertEquals(
                        CODE,
                        nodes.log
                                .job(driver.driver())
                                .toCompletableFuture()
                                .join()
                                .code());
                assertEquals(HERE.pid(), node.leases.held().getFirst().pid());
            }
        }
    }

    private static DirectoryRequest counter(Attachment driver) {
        return new DirectoryRequest.CreateActor(Spec.of(1).of(driver.driver()).spec(), Sample.FACTORY);
    }

    @Test
    void aDriverAsksTheDirectoryAndHearsOfItsActors() throws Exception {
        try (var nodes = new AttachNodes(PATIENT);
                Attachment driver = nodes.attach(nodes.start())) {
            var heard = new CompletableFuture<ActorRecord>();
            driver.subscribe(event -> {
                if (event instanceof ControlEvent.Directed(DirectoryChange change))
                    heard.complete(change.actors().getFirst());
            });
            DirectoryReply reply =
                    driver.ask(counter(driver)).toCompletableFuture().get(60, TimeUnit.SECONDS);
            ActorRecord made =
                    assertInstanceOf(DirectoryReply.Found.class, reply).actor();
            assertEquals(new ActorRecord.Placed(nodes.log.self()), made.state());
            assertEquals(made.id(), heard.get(60, TimeUnit.SECONDS).id());
        }
    }

    @Test
    void whatTheFirstHomeDidNotAnswerIsAskedAtTheNext() throws Exception {
        try (var nodes = new AttachNodes(PATIENT)) {
            AttachNodes.Node first = nodes.start();
            first.withholding = true;
            AttachNodes.Node second = nodes.start();
            try (Attachment driver = nodes.attach(first, second)) {
                var reply = driver.ask(counter(driver)).toCompletableFuture();
                first.close();
                assertInstanceOf(DirectoryReply.Found.class, reply.get(60, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void whoeverIsNoDriverAsksNothing() {
        try (var nodes = new AttachNodes(PATIENT);
                Link stranger = nodes.link(nodes.start(), HERE)) {
            var ask = new ToNode.AskDirectory(new DirectoryRequest.FindActor("default", "x"));
            assertThrows(ConnectionException.class, () -> stranger.ask(ask, AttachNodes.PATIENCE));
        }
    }

    @Test
    void theCommandLineListsActorsGroupsAndJobs() throws Exception {
        try (var nodes = new AttachNodes(PATIENT)) {
            AttachNodes.Node node = nodes.start();
            try (Attachment driver = nodes.attach(node)) {
                var heard = new CompletableFuture<ControlEvent>();
                driver.subscribe(event -> {
                    if (event instanceof ControlEvent.Directed) heard.complete(event);
                });
                driver.ask(counter(driver)).toCompletableFuture().get(60, TimeUnit.SECONDS);
                heard.get(60, TimeUnit.SECONDS); // so the node has heard it too
                DirectoryListing listing = DirectoryListing.list(node.address(), ACCESS, AttachNodes.PATIENCE);
                assertEquals(1, listing.actors().size());
                assertEquals(List.of(), listing.groups());
                assertEquals(driver.driver(), listing.jobs().getFirst().driver());
            }
        }
    }

    @Test
    void codeTooNewForTheNodeIsRefusedBeforeTheJobStarts() {
        int here = Runtime.version().feature();
        var tooNew = new ClassVersion("com/acme/Main.class", ClassVersion.highestOfThisJvm() + 1, 0);
        try (var nodes = new AttachNodes(PATIENT)) {
            List<Address> address = List.of(nodes.start().address());
            var refused = assertThrows(
                    CodeException.class,
                    () -> Attachment.open(
                            address, ACCESS, new JobRequest("job", CODE, tooNew, HERE), PATIENCE, PATIENT));
            assertEquals(ErrorCode.CLASS_TOO_NEW, refused.code());
            String text =
                    "it brings class com.acme.Main (class file version %d, Java %d), and this node runs Java %d. Compile with --release %d"
                            .formatted(tooNew.major(), here + 1, here, here);
            assertTrue(refused.getMessage().contains(text), refused.getMessage());
            var newestHere = new ClassVersion("com/acme/Main.class", ClassVersion.highestOfThisJvm(), 0);
            for (ClassVersion fine : List.of(NEWEST, newestHere, ClassVersion.NONE)) {
                try (Attachment driver =
                        Attachment.open(address, ACCESS, new JobRequest("job", CODE, fine, HERE), PATIENCE, PATIENT)) {
                    assertEquals(CLUSTER, driver.cluster());
                }
            }
            Died last = nodes.deathOf(ProcessId.driver(3));
            assertEquals(3, last.index(), "three jobs were in the log, the refused was not");
        }
    }

    @Test
    void goodbyeIsADeathAtOnce() {
        try (var nodes = new AttachNodes(PATIENT)) {
            Attachment driver = nodes.attach(nodes.start());
            driver.close();
            Died died = nodes.deathOf(driver.driver());
            assertEquals(Cause.LEFT, died.cause());
        }
    }

    @Test
    void deathsAreHeardOnceAndInOrderAcrossAChangeOfHomeAndSettleWhenConfirmed() {
        try (var nodes = new AttachNodes(PATIENT)) {
            nodes.addDeath();
            nodes.addDeath();
            AttachNodes.Node first = nodes.start();
            AttachNodes.Node second = nodes.start();
            var settled = new CopyOnWriteArrayList<Long>();
            try (Attachment driver = nodes.attach(first, second)) {
                List<Died> heard = deathsHeardBy(driver);
                driver.subscribe(event -> {
                    if (event instanceof ControlEvent.Settled one) settled.add(one.index());
                });
                nodes.addDeath();
                until("three deaths are heard", () -> heard.size() == 3);
                first.close();
                nodes.addDeath();
                nodes.addDeath();
                until("the driver has a new home", () -> second.leases.held().size() == 1);
                until("five deaths are heard", () -> heard.size() == 5);
                nodes.log.confirm(nodes.log.self(), 5);
                until("the last death is settled", () -> settled.contains(5L));
                assertEquals(upTo(5), indexes(heard));
                var late = deathsHeardBy(driver);
                until("a late listener hears all", () -> late.size() == 5);
                assertEquals(upTo(5), indexes(late));
                assertEquals(
                        List.of(),
                        nodes.deaths.stream()
                                .filter(died -> died.process().equals(driver.driver()))
                                .toList());
            }
        }
    }

    @Test
    void aDriverWhoseProcessHasEndedIsDeadAtOnce() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        try (var nodes = new AttachNodes(PATIENT)) {
            ProcessId driver;
            try (Link link = nodes.link(nodes.start(), new Identity.Host(HOST_ID, process.pid()))) {
                driver = nodes.startOver(link);
            }
            Died died = nodes.deathOf(driver);
            assertEquals(Cause.SESSION_LOST, died.cause());
            assertEquals("process " + process.pid() + " on " + HOST_ID + " has ended", died.detail());
        }
    }

    @Test
    void aDriverThatStaysAwayIsDeadAfterTheGrace() {
        try (var nodes = new AttachNodes(SHORT)) {
            ProcessId driver;
            try (Link link = nodes.link(nodes.start(), HERE)) {
                driver = nodes.startOver(link);
            }
            Died died = nodes.deathOf(driver);
            assertEquals(Cause.SESSION_LOST, died.cause());
            assertEquals("no node has spoken for it for 300 ms", died.detail());
        }
    }

    @Test
    void aDriverWhoseConnectionIsSilentIsGivenUp() throws IOException {
        var timing = new AttachTiming(Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(300));
        try (var nodes = new AttachNodes(timing)) {
            AttachNodes.Node node = nodes.start();
            try (ByteChannel mute = dial(node)) {
                send(mute, AttachCodec.encode(1, new ToNode.StartJob("mute", CODE, NEWEST)));
                assertEquals(
                        Cause.SESSION_LOST, nodes.deathOf(ProcessId.driver(1)).cause());
            }
        }
    }

    @Test
    void aQuietDriverIsNotSpokenForUntilItIsHeardAgain() throws IOException {
        try (var nodes = new AttachNodes(PATIENT)) {
            AttachNodes.Node node = nodes.start();
            ProcessId driver = ProcessId.driver(1);
            try (ByteChannel slow = dial(node)) {
                send(slow, AttachCodec.encode(1, new ToNode.StartJob("slow", CODE, NEWEST)));
                until("it is spoken for", () -> node.speaksFor(driver));
                until("it is spoken for no more", () -> !node.speaksFor(driver));
                assertEquals(1, node.leases.held().size());
                send(slow, AttachCodec.encode(AttachCodec.NO_ID, new ToNode.Ping()));
                until("it is spoken for again", () -> node.speaksFor(driver));
                until("and once more no more", () -> !node.speaksFor(driver));
            }
        }
    }

    @Test
    void aWrongCapabilityIsRefusedAndTakesNothing() {
        try (var nodes = new AttachNodes(PATIENT)) {
            AttachNodes.Node node = nodes.start();
            try (Attachment driver = nodes.attach(node);
                    Link thief = nodes.link(node, HERE)) {
                ByteString guess = ByteString.copyFromUtf8("0123456789abcdef");
                var answer = assertInstanceOf(
                        ToDriver.Failed.class,
                        thief.ask(new ToNode.ResumeJob(driver.driver(), guess, "x", Progress.NONE, 0), PATIENCE));
                assertTrue(answer.text().contains("the capability is not this driver's"), answer.text());
                List<Died> heard = deathsHeardBy(driver);
                nodes.addDeath();
                until("the driver still hears", () -> heard.size() == 1);
            }
        }
    }

    @Test
    void theNewestConnectionOfADriverTakesItsLease() {
        try (var nodes = new AttachNodes(PATIENT)) {
            AttachNodes.Node node = nodes.start();
            try (Link before = nodes.link(node, HERE);
                    Link after = nodes.link(node, HERE)) {
                ProcessId driver = nodes.startOver(before);
                ByteString capability = new Capabilities(CLUSTER, TOKEN).of(driver);
                after.ask(new ToNode.ResumeJob(driver, capability, "job", Progress.NONE, 0), PATIENCE);
                before.broken()
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join();
                assertEquals(1, node.leases.held().size());
                after.ask(new ToNode.Goodbye(), PATIENCE);
                assertEquals(Cause.LEFT, nodes.deathOf(driver).cause());
            }
        }
    }

    @Test
    void aDriverHearsThatItWasDeclaredDead() {
        try (var nodes = new AttachNodes(PATIENT)) {
            try (Attachment driver = nodes.attach(nodes.start())) {
                var lost = new CompletableFuture<String>();
                driver.onLost(lost::complete);
                nodes.log.driverDied(driver.driver(), Cause.SESSION_LOST, "of the test");
                String reason =
                        lost.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
                assertTrue(reason.contains("declared it dead: of the test"), reason);
            }
        }
    }

    @Test
    void theDeadCannotResume() {
        try (var nodes = new AttachNodes(PATIENT)) {
            AttachNodes.Node node = nodes.start();
            nodes.attach(node).close();
            ProcessId dead = ProcessId.driver(1);
            until("the node knows", () -> node.leases.held().isEmpty());
            nodes.deathOf(dead);
            try (Link link = nodes.link(node, HERE)) {
                ByteString capability = new Capabilities(CLUSTER, TOKEN).of(dead);
                var answer = assertInstanceOf(
                        ToDriver.Failed.class,
                        link.ask(new ToNode.ResumeJob(dead, capability, "job", Progress.NONE, 0), PATIENCE));
                assertTrue(answer.text().contains("declared dead"), answer.text());
            }
        }
    }

    @Test
    void aDriverThatFindsNoNodeWithinTheGraceIsLost() {
        try (var nodes = new AttachNodes(SHORT)) {
            AttachNodes.Node node = nodes.start();
            try (Attachment driver = nodes.attach(node)) {
                var lost = new CompletableFuture<String>();
                driver.onLost(lost::complete);
                node.close();
                String reason =
                        lost.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
                assertTrue(reason.contains("no node took it within 300 ms"), reason);
            }
        }
    }

    @Test
    void aHomeThatFallsSilentIsLeftForAnother() {
        var timing = new AttachTiming(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(60));
        try (var nodes = new AttachNodes(timing);
                Listener mute = nodes.startMute()) {
            AttachNodes.Node second = nodes.start();
            try (Attachment driver = nodes.attach(List.of(mute.address(), second.address()))) {
                until("the driver has a new home", () -> second.leases.held().size() == 1);
                List<Died> heard = deathsHeardBy(driver);
                nodes.addDeath();
                until("it hears of a death there", () -> heard.size() == 1);
            }
        }
    }

    @Test
    void theNextNodeIsTriedWhenTheFirstIsGone() {
        try (var nodes = new AttachNodes(PATIENT)) {
            AttachNodes.Node gone = nodes.start();
            Address address = gone.address();
            gone.close();
            AttachNodes.Node there = nodes.start();
            var job = new JobRequest("job", CODE, NEWEST, HERE);
            try (Attachment driver =
                    Attachment.open(List.of(address, there.address()), ACCESS, job, PATIENCE, PATIENT)) {
                assertEquals(ProcessId.driver(1), driver.driver());
            }
            ConnectionException e = assertThrows(
                    ConnectionException.class, () -> Attachment.open(List.of(address), ACCESS, job, PATIENCE, PATIENT));
            assertEquals(ErrorCode.CONNECTION_REFUSED, e.code());
        }
    }

    @Test
    void hostileBytesCostTheirOwnConnectionOnly() throws IOException {
        var random = new Random(5);
        try (var nodes = new AttachNodes(PATIENT)) {
            AttachNodes.Node node = nodes.start();
            byte[] good = AttachCodec.encode(1, new ToNode.StartJob("job", CODE, NEWEST));
            for (int i = 0; i < 60; i++) {
                try (ByteChannel stranger = dial(node)) {
                    ByteBuffer bytes = ByteBuffer.allocate(4 + good.length)
                            .putInt(good.length)
                            .put(good);
                    switch (i % 3) {
                        case 0 -> random.nextBytes(bytes.array());
                        case 1 -> bytes.putInt(0, Connection.MAX_MESSAGE_BYTES + 1 + random.nextInt(1_000));
                        default -> bytes.put(4, (byte) 0x7f); // a field of a wire type that does not exist
                    }
                    bytes.putInt(0, i % 3 == 0 ? random.nextInt() | Integer.MIN_VALUE : bytes.getInt(0));
                    stranger.write(bytes.rewind());
                    awaitEnd(stranger);
                }
            }
            try (Attachment driver = nodes.attach(node)) {
                assertEquals(ProcessId.driver(1), driver.driver());
            }
        }
    }

    @Test
    void asksForTheWholeClusterAndShowsWhoDoesNotAnswer() throws IOException {
        try (var nodes = new AttachNodes(PATIENT);
                ServerSocketChannel hangs =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            AttachNodes.Node node = nodes.start();
            int port = ((InetSocketAddress) hangs.getLocalAddress()).getPort();
            ProcessId silent = ProcessId.node(2, 1);
            node.lists(new ClusterView.Node(silent, "b", "elsewhere", "127.0.0.1:" + port, "", Demand.NONE, false, 1));
            try (Attachment driver = nodes.attach(node)) {
                ClusterStatus status = StatusClient.status(node.address(), ACCESS, Duration.ofSeconds(4));
                assertEquals(CLUSTER, status.cluster());
                var answered = assertInstanceOf(
                        ClusterStatus.Report.Answered.class, status.nodes().get(0));
                assertEquals(node.figures(), answered.status().figures());
                assertEquals(
                        driver.driver(), answered.status().drivers().getFirst().process());
                var not = assertInstanceOf(
                        ClusterStatus.Report.NotAnswering.class, status.nodes().get(1));
                assertEquals(silent, not.node().process());
                assertTrue(not.reason().contains("no answer within"), not.reason());
            }
        }
    }

    @Test
    void stopsANodeOnlyForWhoKnowsTheToken() throws InterruptedException {
        try (var nodes = new AttachNodes(PATIENT)) {
            AttachNodes.Node node = nodes.start();
            ConnectionException e = assertThrows(
                    ConnectionException.class,
                    () -> StopClient.stop(node.address(), Access.of(Token.of("guess")), PATIENCE));
            assertEquals(ErrorCode.TOKEN_REFUSED, e.code());
            assertEquals(1, node.stopped.getCount());
            StopClient.stop(node.address(), ACCESS, PATIENCE);
            assertTrue(node.stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
    }

    private static ByteChannel dial(AttachNodes.Node node) {
        return StatusClient.dialer(CLUSTER, ACCESS)
                .dial(node.address(), new Purpose.Attach(), PATIENCE)
                .channel();
    }

    private static void send(ByteChannel channel, byte[] message) throws IOException {
        channel.write(ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .flip());
    }

    /** Reads whatever comes, pings mostly, until the node has closed. */
    private static void awaitEnd(ByteChannel channel) {
        ByteBuffer sink = ByteBuffer.allocate(1_024);
        try {
            while (channel.read(sink.clear()) >= 0) {
                // what it says before it closes is of no interest
            }
        } catch (IOException e) {
            assertTrue(channel.isOpen(), "reset by the node, not closed here: " + e);
        }
    }
}
