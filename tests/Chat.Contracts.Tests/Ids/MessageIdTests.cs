using Chat.Contracts.Ids;

namespace Chat.Contracts.Tests.Ids;

public sealed class MessageIdTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(61)]
    [InlineData(62)]
    [InlineData(3_843)]
    [InlineData(3_844)]
    [InlineData(long.MaxValue)]
    public void An_id_comes_back_as_it_was(long seq)
    {
        var id = new MessageId(new ChatId(long.MaxValue), seq);
        Assert.True(MessageId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    [Fact]
    public void It_is_the_chats_digits_and_then_the_seqs() =>
        Assert.Equal("m_0000000000110", new MessageId(new ChatId(1), 62).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("m_00000000001")]
    [InlineData("m_000000000010")]
    [InlineData("m_000000000001")]
    [InlineData("c_000000000011")]
    [InlineData("m_00000000001-")]
    [InlineData("m_00000000001zzzzzzzzzzz")]
    [InlineData("m_00000000001000000000001")]
    public void Anything_else_is_none(string text) => Assert.False(MessageId.TryParse(text, out _));

    [Fact]
    public void One_place_has_one_text()
    {
        // Leading zeros would make several texts of one id.
        Assert.False(MessageId.TryParse("m_0000000000101", out _));
    }
}
