package dev.playhead.fetcher.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourhoodTest {
    private static final URI PUBLIC = URI.create("https://93.184.216.34/film");

    private final Vertx vertx = Vertx.vertx();
    private final Neighbourhood neighbourhood = new Neighbourhood(vertx);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "0.1.2.3",
                "240.0.0.1",
                "255.255.255.255",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::1",
                "::10.0.0.1"
            })
    void knowsInnerAddresses(String address) throws Exception {
        assertThat(Neighbourhood.isInner(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "100.128.0.1", "172.32.0.1", "2001:db8::1", "64:ff9b::5db8:d822"})
    void knowsOuterAddresses(String address) throws Exception {
        assertThat(Neighbourhood.isInner(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void aNameThatLeadsInsideIsRefusedToAnOriginOutside() {
        assertThatThrownBy(() -> neighbourhood
                        .admit(PUBLIC, URI.create("https://localhost:9200/secret"))
                        .await())
                .isInstanceOf(Exchange.RefusedRedirect.class)
                .hasMessageContaining("localhost")
                .hasMessageContaining("inner address");
    }

    @Test
    void anOriginInsideMaySendOnInside() {
        assertThat(neighbourhood
                        .admit(URI.create("http://127.0.0.1:1/"), URI.create("http://localhost:8096/film"))
                        .await())
                .isEqualTo(SocketAddress.inetSocketAddress(8096, "127.0.0.1"));
    }

    @Test
    void anAddressThatIsNamedItselfIsMeant() {
        assertThat(neighbourhood
                        .admit(PUBLIC, URI.create("http://10.0.0.7/film"))
                        .await())
                .isEqualTo(SocketAddress.inetSocketAddress(80, "10.0.0.7"));
    }
}
