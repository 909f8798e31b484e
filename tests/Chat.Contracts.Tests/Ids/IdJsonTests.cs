using System.Text.Json;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Contracts.Tests.Ids;

public sealed class IdJsonTests
{
    [Fact]
    public void An_id_is_a_string()
    {
        Assert.Equal("\"c_00000000001\"", JsonSerializer.Serialize(new ChatId(1), ChatJson.Default.ChatId));
        Assert.Equal(new ChatId(1), JsonSerializer.Deserialize("\"c_00000000001\"", ChatJson.Default.ChatId));
    }

    [Theory]
    [InlineData("\"u_00000000001\"")]
    [InlineData("\"\"")]
    [InlineData("\"../../etc\"")]
    public void A_text_that_is_no_id_of_the_kind_reads_as_none(string json) =>
        Assert.True(JsonSerializer.Deserialize(json, ChatJson.Default.ChatId).IsNone);

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("true")]
    public void What_is_no_string_does_not_bind(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, ChatJson.Default.ChatId));

    [Fact]
    public void A_message_id_that_is_none_reads_as_none()
    {
        var request = JsonSerializer.Deserialize("""{"chatId":"c_00000000001","type":"READ","serverMsgId":"nonsense"}""", ChatJson.Default.ReceiptRequest);
        Assert.True(request!.ServerMsgId!.Value.IsNone);
    }
}
