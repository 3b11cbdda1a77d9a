package io.mobula.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.api.ConnectOptions;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.Token;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectTargetTest {
    @Test
    void severalAddressesOfBothKindsAreTriedInOrder() {
        String text = "node_1:7400, unix:/run/m.sock,[::1]:7";
        var options = ConnectOptions.to(text).withToken("secret");
        assertEquals(
                new ConnectTarget(
                        List.of(
                                new Address.Tcp("node_1", 7400),
                                new Address.Unix(Path.of("/run/m.sock")),
                                new Address.Tcp("::1", 7)),
                        Access.of(Token.of("secret"))),
                ConnectTarget.find(text, options, Map.of()));
    }

    @Test
    void whatIsNoAddressIsRefusedWithTheReasonAndTheForms() {
        var no = assertThrows(ConnectionException.class, () -> ConnectTarget.parse("node-1"));
        assertEquals(ErrorCode.CONNECTION_REFUSED, no.code());
        assertEquals(
                "'node-1' is no address of a node: it has no port. Write host:port, an IPv6 host in brackets, or"
                        + " unix:/path; several separated by commas [CONNECTION_REFUSED]",
                no.getMessage());
    }
}
