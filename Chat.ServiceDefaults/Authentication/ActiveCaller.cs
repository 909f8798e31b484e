using System.Reflection;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.ServiceDefaults.Authentication;

/// <summary>Who calls, the device's access checked a moment ago: a revoked device's access token ends with it.</summary>
public sealed record ActiveCaller(UserId User, DeviceId Device) : IBindableFromHttpContext<ActiveCaller>
{
    public static async ValueTask<ActiveCaller?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var services = context.RequestServices;
        var caller = Caller.Of(context.User, services.GetRequiredService<TokenClaims>());
        if (caller is null || !await services.GetRequiredService<IDeviceAccess>().IsActiveAsync(caller.User, caller.Device, context.RequestAborted))
            throw new ChatException(ErrorCodes.BadToken, "A valid access token is needed.");
        return new ActiveCaller(caller.User, caller.Device);
    }
}
