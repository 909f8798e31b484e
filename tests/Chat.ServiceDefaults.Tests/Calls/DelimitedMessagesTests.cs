using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Google.Protobuf;

namespace Chat.ServiceDefaults.Tests.Calls;

public sealed class DelimitedMessagesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(20_000)]
    [InlineData(3_000_000)]
    public async Task Messages_of_any_size_come_back_one_after_the_other(int bytes)
    {
        var message = new StoredMessage { Ciphertext = ByteString.CopyFrom(new byte[bytes]) };
        using var stream = new MemoryStream();
        await DelimitedMessages.WriteAsync(stream, message, CancellationToken.None);
        await DelimitedMessages.WriteAsync(stream, new StoredMessage { Seq = 7 }, CancellationToken.None);
        stream.Position = 0;

        Assert.Equal(message, await ReadAsync(stream));
        Assert.Equal(7, (await ReadAsync(stream))!.Seq);
        Assert.Null(await ReadAsync(stream));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public async Task A_stream_that_ends_inside_a_message_was_cut_off(int bytes)
    {
        using var whole = new MemoryStream();
        await DelimitedMessages.WriteAsync(whole, new StoredMessage { Ciphertext = ByteString.CopyFrom(new byte[200]) }, CancellationToken.None);
        using var cut = new MemoryStream(whole.ToArray()[..bytes]);

        await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAsync(cut));
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0x0f })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    public async Task A_length_beyond_the_limit_is_refused_before_memory_is_taken(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(stream));
    }

    private static Task<StoredMessage?> ReadAsync(Stream stream) =>
        DelimitedMessages.ReadAsync(stream, StoredMessage.Parser, CancellationToken.None);
}
