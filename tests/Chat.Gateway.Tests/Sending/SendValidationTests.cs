using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Gateway.Sending;
using Chat.ServiceDefaults.Authentication;
using Xunit;

namespace Chat.Gateway.Tests.Sending;

public sealed class SendValidationTests
{
    private static readonly Caller Caller = new(Given.User, Given.Device, DateTimeOffset.MaxValue);

    public static TheoryData<string, SendRequest?> Refused => new()
    {
        { ErrorCodes.BadRequest, null },
        { ErrorCodes.BadRequest, Given.SendRequest() with { ClientMsgId = Guid.Empty } },
        { ErrorCodes.BadRequest, Given.SendRequest() with { ChatId = null } },
        { ErrorCodes.ChatNotFound, Given.SendRequest() with { ChatId = default(ChatId) } },
        { ErrorCodes.BadRequest, Given.SendRequest() with { Ciphertext = null } },
        { ErrorCodes.BadRequest, Given.SendRequest(bytes: 0) },
        { ErrorCodes.TooLarge, Given.SendRequest(Limits.MaxCiphertext + 1) },
        { ErrorCodes.BadRequest, Given.SendRequest() with { Kind = "other" } },
        { ErrorCodes.BadRequest, Given.SendRequest() with { RefSeq = 0 } },
        { ErrorCodes.MediaNotFound, Given.SendRequest() with { MediaIds = [default] } },
        { ErrorCodes.BadRequest, Given.SendRequest() with { MediaIds = [new MediaId(1), new MediaId(2), new MediaId(1)] } },
        { ErrorCodes.BadRequest, Given.SendRequest() with { MediaIds = [.. Enumerable.Repeat(new MediaId(1), Limits.MaxMediaPerMessage + 1)] } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_is_not_well_formed_is_refused(string code, SendRequest? request) =>
        Assert.Equal(code, Assert.Throws<ChatException>(() => SendValidation.Check(request, Caller)).Code);

    [Fact]
    public void A_well_formed_one_is_handed_on_whole()
    {
        var request = Given.SendRequest(Limits.MaxCiphertext) with { Kind = "event", RefSeq = 4, MediaIds = [new MediaId(5)] };
        var item = SendValidation.Check(request, Caller);
        Assert.Equal(request.ClientMsgId, new Guid(item.ClientMsgId.Span, bigEndian: true));
        Assert.Equal((Given.Chat.Value, Given.User.Value, Given.Device.Value), (item.ChatId, item.SenderId, item.DeviceId));
        Assert.Equal(((int)MessageKind.Event, 4L, Limits.MaxCiphertext, 5L), (item.Kind, item.RefSeq, item.Ciphertext.Length, item.MediaIds[0]));
    }
}
