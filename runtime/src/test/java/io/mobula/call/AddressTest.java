package io.mobula.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7400, 127.0.0.1, 7400",
        "node_1.lan_2:1, node_1.lan_2, 1",
        "-odd-.example:65535, -odd-.example, 65535",
        "[::1]:7400, ::1, 7400",
        "[fe80::1%eth0]:7400, fe80::1%eth0, 7400",
        "[name]:7400, name, 7400",
        "' node:7400 ', node, 7400"
    })
    void whateverStandsBeforeThePortIsTheHost(String text, String host, int port) {
        assertEquals(new Address.Tcp(host, port), Address.Tcp.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7400", "node_1:7400", "[::1]:7400"})
    void whatIsWrittenIsReadAgain(String text) {
        assertEquals(text, Address.Tcp.parse(text).toString());
    }

    private static void refused(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> Address.Tcp.parse(text))
                .getMessage();
        assertTrue(message.contains(reason), message);
        assertTrue(message.contains("'" + text + "'"), message);
        assertTrue(message.endsWith("Write host:port, an IPv6 host in brackets"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "node", "node:", "[::1]", "[::1]:"})
    void aMissingPortIsSaid(String text) {
        refused(text, "it has no port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node:0", "node:65536", "node:-1", "node:99999999999", "node:http", "node:74 00"})
    void aPortThatIsNoneIsSaidWithWhatPortsAre(String text) {
        refused(text, "its port is '" + text.substring(5) + "', and ports are 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {":7400", "[]:7400"})
    void aMissingHostIsSaid(String text) {
        refused(text, "it has no host");
    }

    @Test
    void anIpv6HostWithoutBracketsIsNotGuessed() {
        refused("::1:7400", "where its host ends and its port begins is unclear");
    }
}
