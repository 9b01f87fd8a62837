package dev.playhead.common.bytes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreAddressesTest {
    private static final List<URI> STORES =
            List.of(URI.create("http://store-1:8090"), URI.create("http://store-2:8090/"));

    @Test
    void aMediaIsReachedWhereItIsPlaced() {
        // Given
        Rendezvous placement = new Rendezvous(STORES);
        StoreAddresses inside = new StoreAddresses(STORES, List.of());
        StoreAddresses open = new StoreAddresses(
                STORES, List.of(URI.create("https://a.example/one/"), URI.create("https://b.example")));
        // Then
        for (int i = 0; i < 50; i++) {
            MediaId media = MediaId.of(new OriginName("films"), "/" + i);
            boolean first = placement.storeOf(media).equals(STORES.get(0));
            assertThat(inside.of(media)).isEqualTo(first ? "http://store-1:8090" : "http://store-2:8090");
            assertThat(open.of(media)).isEqualTo(first ? "https://a.example/one" : "https://b.example");
        }
    }

    @Test
    void addressesThatStandForNoStoreAreRefused() {
        assertThatThrownBy(() -> new StoreAddresses(STORES, List.of(URI.create("https://a.example"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 addresses do not stand for 2 stores");
    }

    @Test
    void aPasswordIsNotShownToPlayers() {
        assertThatThrownBy(
                        () -> new StoreAddresses(List.of(URI.create("http://user:password@store-1:8090")), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("store-1")
                .hasMessageNotContaining("password");
    }
}
