using Chat.Client.Receipts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Receipts;

public sealed class ToldReceiptsTests
{
    private readonly ToldReceipts _told = new();

    [Fact]
    public void A_watermark_that_comes_again_or_goes_back_is_not_told()
    {
        Assert.True(_told.MovesOn(Receipt(5)));
        Assert.False(_told.MovesOn(Receipt(5)));
        Assert.False(_told.MovesOn(Receipt(4)));
        Assert.True(_told.MovesOn(Receipt(6)));
    }

    [Fact]
    public void Chats_users_and_types_have_watermarks_of_their_own()
    {
        Assert.True(_told.MovesOn(Receipt(5)));
        Assert.True(_told.MovesOn(Receipt(4, user: 2)));
        Assert.True(_told.MovesOn(Receipt(4, chat: 2)));
        Assert.True(_told.MovesOn(Receipt(4, type: "READ")));
    }

    private static Receipt Receipt(long seq, long chat = 1, long user = 1, string type = "DELIVERED") =>
        new(new ChatId(chat), new UserId(user), type, seq, default);
}
