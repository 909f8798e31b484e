using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;

namespace Chat.Messaging.Members;

public static class MembersRegistration
{
    public static void AddMembers(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MembersCall>();
        builder.Services.AddSingleton<MembershipCall>();
    }

    public static void MapMembers(this WebApplication app)
    {
        app.MapInternal(InternalRoutes.Members, MembersQuery.Parser, app.Services.GetRequiredService<MembersCall>().AnswerAsync);
        app.MapInternal(InternalRoutes.Membership, MembershipQuery.Parser, app.Services.GetRequiredService<MembershipCall>().AnswerAsync);
    }
}
