using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;

namespace Chat.Messaging.Members;

public static class MembersRegistration
{
    public static void AddMembers(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<MembersCall>();

    public static void MapMembers(this WebApplication app) =>
        app.MapInternal(InternalRoutes.Members, MembersQuery.Parser, app.Services.GetRequiredService<MembersCall>().AnswerAsync);
}
