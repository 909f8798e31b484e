using Chat.Contracts.Ids;

namespace Chat.Contracts.Tests.Ids;

public sealed class IdTextTests
{
    [Theory]
    [InlineData(1, "c_00000000001")]
    [InlineData(61, "c_0000000000z")]
    [InlineData(62, "c_00000000010")]
    [InlineData(long.MaxValue, "c_AzL8n0Y58m7")]
    public void An_id_is_its_prefix_and_eleven_digits(long value, string text)
    {
        Assert.Equal(text, new ChatId(value).ToString());
        Assert.Equal(new ChatId(value), ChatId.Parse(text));
    }

    [Fact]
    public void Any_id_comes_back_as_it_was()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var value = Random.Shared.NextInt64(1, long.MaxValue);
            Assert.Equal(value, UserId.Parse(new UserId(value).ToString()).Value);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("c_")]
    [InlineData("u_00000000001")]
    [InlineData("C_00000000001")]
    [InlineData("c_00000000000")]
    [InlineData("c_0000000001")]
    [InlineData("c_000000000001")]
    [InlineData("c_0000000000-")]
    [InlineData("c_0000000000 ")]
    [InlineData("c_0000000000é")]
    [InlineData("c_AzL8n0Y58m8")]
    [InlineData("c_zzzzzzzzzzz")]
    public void Anything_else_is_none(string? text) => Assert.False(ChatId.TryParse(text, null, out _));

    [Fact]
    public void A_text_that_is_none_is_a_format_error_to_parse() => Assert.Throws<FormatException>(() => DeviceId.Parse("nonsense"));

    [Fact]
    public void Each_kind_has_its_prefix() => Assert.Equal(
        ["u_", "d_", "c_", "f_"],
        ((object[])[new UserId(1), new DeviceId(1), new ChatId(1), new MediaId(1)]).Select(id => id.ToString()![..2]));

    [Fact]
    public void Texts_sort_as_their_ids_do()
    {
        var ids = Enumerable.Range(0, 200).Select(_ => Random.Shared.NextInt64(1, long.MaxValue)).Order().ToArray();
        Assert.Equal(ids.Select(id => new ChatId(id).ToString()), ids.Select(id => new ChatId(id).ToString()).Order(StringComparer.Ordinal));
    }
}
